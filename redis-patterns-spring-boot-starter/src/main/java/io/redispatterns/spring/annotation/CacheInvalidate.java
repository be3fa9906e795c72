package io.redispatterns.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * A method that makes a kept result of a {@link Cached} method outdated: the entry is removed after the method has
 * returned normally, and within a transaction after that has been committed. When the method throws or the transaction
 * is rolled back, nothing is removed.
 *
 * <pre>{@code
 * @Transactional
 * @CacheInvalidate(cache = "cities", key = "#city.id")
 * void update(City city) { … }
 * }</pre>
 *
 * <p>A load that is under way in this process while the entry is removed does not bring the old value back. If Redis
 * cannot be reached the method has still succeeded, and the entry lives on until its ttl ends.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(CacheInvalidations.class)
public @interface CacheInvalidate {

    /** The name of the cache. */
    @AliasFor("cache")
    String value() default "";

    /** The name of the cache. */
    @AliasFor("value")
    String cache() default "";

    /**
     * Which entry, as a SpEL expression with what {@link Cached#key()} offers and {@code #result}. By default it is the
     * parameter, or all parameters together.
     */
    String key() default "";

    /** Whether every entry of the cache is removed, which takes time in proportion to the keys of the database. */
    boolean allEntries() default false;

    /** A SpEL expression that may use {@code #result}; when it gives false nothing is removed. */
    String condition() default "";
}
