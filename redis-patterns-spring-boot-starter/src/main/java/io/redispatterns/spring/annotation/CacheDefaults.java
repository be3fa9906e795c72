package io.redispatterns.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * What the annotated methods of a class leave open. It caches nothing by itself.
 *
 * <pre>{@code
 * @CacheDefaults(cache = "cities", ttl = "10m", maxStale = "1h")
 * class Cities {
 *
 *     @Cached(negativeTtl = "1m")
 *     Optional<City> find(long id) { … }
 *
 *     @CacheInvalidate(key = "#city.id")
 *     void update(City city) { … }
 * }
 * }</pre>
 *
 * <p>It is found on the class, its superclasses and its interfaces, and as a meta-annotation.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CacheDefaults {

    /** The name of the cache, for methods that name none. */
    @AliasFor("cache")
    String value() default "";

    /** The name of the cache, for methods that name none. */
    @AliasFor("value")
    String cache() default "";

    /** As {@link Cached#ttl()}. */
    String ttl() default "";

    /** As {@link Cached#negativeTtl()}. */
    String negativeTtl() default "";

    /** As {@link Cached#jitter()}. */
    String jitter() default "";

    /** As {@link Cached#maxStale()}. */
    String maxStale() default "";

    /** As {@link Cached#softTimeout()}. */
    String softTimeout() default "";

    /** As {@link Cached#earlyRefresh()}. */
    String earlyRefresh() default "";
}
