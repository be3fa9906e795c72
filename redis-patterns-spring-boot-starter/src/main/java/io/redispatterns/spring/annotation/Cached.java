package io.redispatterns.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * A method whose results are kept in Redis: it runs only when its result for the arguments is not there.
 *
 * <pre>{@code
 * @Cached(cache = "cities", key = "#id", ttl = "10m", negativeTtl = "1m")
 * Optional<City> find(long id) { … }
 * }</pre>
 *
 * <p>Callers that ask for the same key at once wait for one of them to run the method. An empty {@code Optional} is
 * kept as a null is: for {@link #negativeTtl()}, if there is one. What the method throws reaches every waiting caller
 * and is not kept. When Redis cannot be reached the method runs, and nothing else changes.
 *
 * <p>Values are stored as JSON of the method's return type, without class names. The methods of one cache have the
 * same return type and settings. It works on methods of interfaces too, and as a meta-annotation, whose attributes can
 * be set with {@link AliasFor}.
 *
 * <p>What cannot work stops the application at its start, with the reason: an expression that does not parse or names
 * no parameter, a bad duration, a method that returns nothing or cannot be proxied, or one that gives its result later
 * ({@code CompletableFuture}, {@code Mono}, {@code Flux}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Cached {

    /** The name of the cache, 1 to 64 characters of {@code a-z 0-9 . _ -}. */
    @AliasFor("cache")
    String value() default "";

    /** The name of the cache, 1 to 64 characters of {@code a-z 0-9 . _ -}. */
    @AliasFor("value")
    String cache() default "";

    /**
     * What tells entries apart, as a SpEL expression: {@code #id}, {@code #user.name}, {@code #a0}, {@code #p0},
     * {@code #root.args}, {@code #root.method}, {@code #root.methodName}, {@code #root.target},
     * {@code #root.targetClass}, {@code @bean}. By default it is the parameter, or all parameters together.
     */
    String key() default "";

    /**
     * How long results are kept, such as {@code 10m}, {@code PT10M} or <code>${cities.ttl}</code>. By default that of
     * {@code redis-patterns.cache.defaults}. The property {@code redis-patterns.cache.caches.<name>.ttl} wins over it.
     */
    String ttl() default "";

    /** How long it is kept that there is no result; {@code 0} for not at all, which is the default's default. */
    String negativeTtl() default "";

    /** The fraction of the ttl, from 0 to below 1, that may be taken off at random so that entries do not expire together. */
    String jitter() default "";

    /** A SpEL expression; when it gives false the method runs as if it had no annotation. */
    String condition() default "";

    /** A SpEL expression that may use {@code #result}; when it gives true the result is not kept. */
    String unless() default "";
}
