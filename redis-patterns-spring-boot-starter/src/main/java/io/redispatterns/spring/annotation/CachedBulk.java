package io.redispatterns.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * A method that takes a collection of keys and gives their values, each of which is kept in Redis by itself: it runs only
 * for those that are not there, once for all of them together.
 *
 * <pre>{@code
 * @Cached(cache = "cities", key = "#id", ttl = "10m")
 * Optional<City> find(long id) { … }
 *
 * @CachedBulk(cache = "cities")
 * Map<Long, City> findAll(Collection<Long> ids) { … }
 *
 * @CachedBulk(cache = "cities", valueKey = "#result.id")
 * List<City> findAllById(List<Long> ids) { … }
 * }</pre>
 *
 * <p>The entries are those of the {@link Cached} methods of the same cache. The keys are a parameter of type
 * {@code Collection}, {@code Iterable}, {@code List} or {@code Set}; the method gets another collection, with the missing keys
 * alone. It returns a {@code Map} from keys to values, or a {@code Collection}, {@code List} or {@code Set} of values; also
 * later, in what {@link Cached} methods may give. Callers get the values in the order of the keys that they gave, without
 * those that there are none of, which are kept as nulls are.
 *
 * <p>When the method fails and there is an old value for each missing key to serve ({@link #maxStale()}), callers get these.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface CachedBulk {

    /** The name of the cache, 1 to 64 characters of {@code a-z 0-9 . _ -}. By default that of {@link CacheDefaults}. */
    @AliasFor("cache")
    String value() default "";

    /** The name of the cache, 1 to 64 characters of {@code a-z 0-9 . _ -}. By default that of {@link CacheDefaults}. */
    @AliasFor("value")
    String cache() default "";

    /** Which parameter has the keys, as in {@code "#ids"}; needed only if several could. */
    String keys() default "";

    /**
     * What tells entries apart, as a SpEL expression about one {@code #element} of the keys and the other parameters. By
     * default it is the element itself.
     */
    String key() default "";

    /**
     * Which element of the keys a value belongs to, as a SpEL expression about it: {@code "#result.id"}. Needed if the method
     * does not return a {@code Map}.
     */
    String valueKey() default "";

    /** As {@link Cached#ttl()}. */
    String ttl() default "";

    /** As {@link Cached#ttlExpression()}, about one value. */
    String ttlExpression() default "";

    /** As {@link Cached#negativeTtl()}. */
    String negativeTtl() default "";

    /** As {@link Cached#jitter()}. */
    String jitter() default "";

    /** As {@link Cached#maxStale()}. */
    String maxStale() default "";

    /** As {@link Cached#tags()}, about one value, {@code #result}, and its key, {@code #element}. */
    String[] tags() default {};

    /** A SpEL expression; when it gives false the method runs as if it had no annotation. */
    String condition() default "";

    /** A SpEL expression about one {@code #result} and its {@code #element}; when it gives true the value is not kept. */
    String unless() default "";
}
