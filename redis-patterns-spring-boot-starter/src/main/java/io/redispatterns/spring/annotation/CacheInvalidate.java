package io.redispatterns.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * A method that makes kept results of {@link Cached} methods outdated: their entries are removed after the method has
 * returned normally, and within a transaction after that has been committed.
 *
 * <pre>{@code
 * @Transactional
 * @CacheInvalidate(cache = "cities", key = "#city.id")
 * @CacheInvalidate(cache = "largest-cities", tags = "'country:' + #city.country")
 * void update(City city) { … }
 * }</pre>
 *
 * <p>Which entries: one by {@link #key()}, several by {@link #keys()}, those with {@link #tags()}, or {@link #allEntries()};
 * if nothing is said, the one whose key is the parameter, or all parameters together.
 *
 * <p>A load that is under way meanwhile, in whatever process, does not bring the old value back. If Redis cannot be reached
 * after the commit the method has still succeeded, and what is in the cache lives on until its ttl ends. A method may give
 * its result later, as one with {@link Cached} may; its entries are removed when the result is there.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(CacheInvalidations.class)
public @interface CacheInvalidate {

    /** The name of the cache. By default that of {@link CacheDefaults}. */
    @AliasFor("cache")
    String value() default "";

    /** The name of the cache. By default that of {@link CacheDefaults}. */
    @AliasFor("value")
    String cache() default "";

    /** Which entry, as a SpEL expression with what {@link Cached#key()} offers and {@code #result}. */
    String key() default "";

    /**
     * Which entries, as a SpEL expression that gives a collection or an array of keys: {@code "#cities.![id]"}. It may use
     * {@code #result}.
     */
    String keys() default "";

    /** Which entries, as SpEL expressions that each give a tag or a collection of tags. They may use {@code #result}. */
    String[] tags() default {};

    /** Whether every entry of the cache is removed. It costs the same however many there are. */
    boolean allEntries() default false;

    /**
     * Whether the entries are made stale instead of being removed: they are loaded anew when they are asked for, and served
     * as they are only if that fails, in a cache that keeps old values ({@link Cached#maxStale()}).
     */
    boolean stale() default false;

    /**
     * Whether the entries of {@link #key()} and {@link #keys()} are removed before the method runs too. So nobody who has
     * begun to load before can store the old value during a long change; and if the process dies between the commit and
     * the removal, the old entry is not there any more, unless somebody has read it in between. It costs a round trip, and
     * a load if the method fails. It is not done for entries that only {@code #result} names.
     */
    boolean before() default true;

    /** A SpEL expression that may use {@code #result}; when it gives false nothing is removed. */
    String condition() default "";
}
