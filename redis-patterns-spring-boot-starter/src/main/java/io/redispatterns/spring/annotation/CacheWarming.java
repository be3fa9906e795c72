package io.redispatterns.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * A method that gives the keys whose entries are loaded before anybody asks for them: by one instance of the application, in the
 * background, within a budget, and further from where it was if that instance stops.
 *
 * <pre>{@code
 * @Cached(cache = "cities", key = "#id", ttl = "10h")
 * Optional<City> find(long id) { … }
 *
 * @CacheWarming(cache = "cities", interval = "6h", repeats = true, loadsPerSecond = "50")
 * List<Long> capitals() { … }
 * }</pre>
 *
 * <p>The values come from the one {@link Cached} method of the same class and cache, which has one parameter; they are kept as if
 * it had been called. The method with this annotation takes nothing and returns a {@code Collection}, a {@code Stream} or an array
 * of arguments for it, in the same order in each instance. It is asked once in a run, and its keys are held in memory until the
 * run is over. When there are too many for that it takes the place to go on from and a number, and gives a page:
 *
 * <pre>{@code
 * @CacheWarming(cache = "cities")
 * WarmingSource.Page all(@Nullable String cursor, int size) { … }
 * }</pre>
 *
 * <p>See {@link io.redispatterns.cache.WarmingSource#page} for what a page is; its ids are the arguments as text, which a
 * {@code String}, a number, a {@code UUID}, an enum and whatever else Spring converts a text to can be read from.
 *
 * <p>A run begins when the application is ready and its {@code ApplicationRunner}s are done. What fails is logged and tried
 * again, and never stops the application. Each attribute can be overridden by a property of its name,
 * {@code redis-patterns.cache.warming.<name>.loads-per-second} and so on; {@code …<name>.enabled=false} turns the warming off.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface CacheWarming {

    /** The name of the cache. By default that of {@link CacheDefaults}. */
    @AliasFor("cache")
    String value() default "";

    /** The name of the cache. By default that of {@link CacheDefaults}. */
    @AliasFor("value")
    String cache() default "";

    /**
     * The name of the warming, one of its own in the application and the same in each instance, 1 to 64 characters of
     * {@code a-z 0-9 . _ -}. By default that of the method: {@code popular-cities} for {@code popularCities}.
     */
    String name() default "";

    /**
     * From the beginning of a run to the earliest beginning of the next, whichever instance does it, such as {@code 6h} or
     * <code>${cities.warming}</code>. By default an hour: an instance that starts within it finds the run done.
     */
    String interval() default "";

    /** Whether there is a next run after the interval, or just one for each start. */
    boolean repeats() default false;

    /** How many loads begin in a second at most; by default 100. */
    String loadsPerSecond() default "";

    /** How many loads run at once at most; by default 4. */
    String parallelism() default "";

    /** How many keys are looked at together, from 1 to 10,000; by default 500. After each batch the place is noted in Redis. */
    String batchSize() default "";

    /**
     * An entry that stays fresh for longer is skipped; by default every fresh one. The interval is the right choice for entries
     * that are to be fresh until the next run.
     */
    String minFresh() default "";

    /**
     * Whether the application is not ready before a run is over: the health contributor {@code redisPatternsWarming} is
     * {@code OUT_OF_SERVICE} until then. It is up to {@code management.endpoint.health.group.readiness.include} to list it.
     */
    boolean readiness() default false;
}
