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
 * <p>Callers that ask for the same key at once, in however many processes, wait for one of them to run the method. An
 * empty {@code Optional} is kept as a null is: for {@link #negativeTtl()}, if there is one. What the method throws reaches
 * every waiting caller and is not kept; with {@link #maxStale()} callers get the old result instead. When Redis cannot be
 * reached the method runs, and nothing else changes.
 *
 * <p>A method may give its result later, as a {@code CompletableFuture}, {@code CompletionStage}, {@code Mono} or another
 * reactive type; a {@code Flux} is kept as the list of its elements. Redis is asked in other threads then, never in the
 * caller's; a caller who cancels does not cancel what others wait for.
 *
 * <p>The method may say more about its result by {@link io.redispatterns.cache.LoadContext#current()}. It may run in
 * another thread than the caller's: when it has a limit of time, and for {@link #earlyRefresh()}.
 *
 * <p>Values are stored without class names, as what the method returns. The methods of one cache return the same type and
 * do not contradict each other in their settings. What they leave open is taken from {@link CacheDefaults} on the class.
 * It works on methods of interfaces too, and as a meta-annotation, whose attributes can be set with {@link AliasFor}.
 *
 * <p>What cannot work stops the application at its start, with the reason: an expression that does not parse or names
 * no parameter, a bad duration, a method that returns nothing or cannot be proxied.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Cached {

    /** The name of the cache, 1 to 64 characters of {@code a-z 0-9 . _ -}. By default that of {@link CacheDefaults}. */
    @AliasFor("cache")
    String value() default "";

    /** The name of the cache, 1 to 64 characters of {@code a-z 0-9 . _ -}. By default that of {@link CacheDefaults}. */
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

    /**
     * A SpEL expression with {@code #result} that gives the ttl of this one result in place of {@link #ttl()}, as a
     * {@code Duration} or a text such as {@code '1h'}; null for the usual one. It is not asked about a null.
     *
     * <pre>{@code
     * @Cached(cache = "orders", key = "#id", ttl = "1m", ttlExpression = "#result.closed ? '7d' : null")
     * }</pre>
     */
    String ttlExpression() default "";

    /** How long it is kept that there is no result; {@code 0} for not at all, which is the default's default. */
    String negativeTtl() default "";

    /** The fraction of the ttl, from 0 to below 1, that may be taken off at random so that entries do not expire together. */
    String jitter() default "";

    /**
     * How long after its ttl a result is still served if the method fails or takes longer than {@link #softTimeout()};
     * {@code 0} for not at all, which is the default's default.
     */
    String maxStale() default "";

    /**
     * How long callers wait for the method when there is an old result to serve, which they get then while the method runs
     * on in the background.
     */
    String softTimeout() default "";

    /**
     * When a result that is still fresh is got anew in the background, by one caller of all processes: {@code never},
     * {@code xfetch} (at random, the sooner the longer the method takes), {@code xfetch:2} (twice as soon), or
     * {@code threshold:0.8} (in the last fifth of its life).
     */
    String earlyRefresh() default "";

    /**
     * SpEL expressions, each of which gives a tag or a collection of tags by which results can be invalidated together:
     * {@code "'country:' + #result.country"}. They may use {@code #result}; those that do give no tag of a null.
     */
    String[] tags() default {};

    /**
     * A SpEL expression that gives what callers get when the method fails and there is no old result to serve. It may use
     * the parameters and {@code #error}. It is not kept.
     */
    String fallback() default "";

    /** A SpEL expression; when it gives false the method runs as if it had no annotation. */
    String condition() default "";

    /** A SpEL expression that may use {@code #result}; when it gives true the result is not kept. */
    String unless() default "";
}
