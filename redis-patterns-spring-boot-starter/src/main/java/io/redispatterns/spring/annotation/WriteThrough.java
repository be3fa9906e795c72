package io.redispatterns.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * A method that writes the database and gives what it has written, which is in the cache too once it is committed.
 *
 * <pre>{@code
 * @Transactional
 * @WriteThrough(cache = "cities", key = "#city.id")
 * City save(City city) { … }
 * }</pre>
 *
 * <p>The cache never shows what the database has not: from before the method runs until the commit the entry is absent, and
 * who asks for it in another thread or process waits, for as long as the cache's callers wait for a load; the value is
 * stored after the commit. If the method throws or the transaction is rolled back the entry stays absent, and the next one
 * who asks loads it. If two write the same entry at the same time it is absent in the end, since nobody knows who was last.
 *
 * <p>The method may give its result later, as one with {@link Cached} may.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface WriteThrough {

    /** The name of the cache, 1 to 64 characters of {@code a-z 0-9 . _ -}. By default that of {@link CacheDefaults}. */
    @AliasFor("cache")
    String value() default "";

    /** The name of the cache, 1 to 64 characters of {@code a-z 0-9 . _ -}. By default that of {@link CacheDefaults}. */
    @AliasFor("value")
    String cache() default "";

    /**
     * Which entry, as a SpEL expression with what {@link Cached#key()} offers. It may use {@code #result}, for keys that the
     * database makes: the entry is absent from the end of the method on then.
     */
    String key() default "";

    /**
     * What is stored, as a SpEL expression that may use {@code #result}, such as {@code "#city"} for a method that returns
     * nothing. By default it is the result.
     */
    String store() default "";

    /** As {@link Cached#tags()}; give the same tags as there. */
    String[] tags() default {};

    /** As {@link Cached#ttlExpression()}, about what is stored. */
    String ttlExpression() default "";

    /** A SpEL expression about the parameters; when it gives false the method runs as if it had no annotation. */
    String condition() default "";
}
