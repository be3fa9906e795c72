package io.redispatterns.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * A method that writes its argument to the database, later: its caller goes on as soon as Redis has accepted the argument.
 *
 * <pre>{@code
 * @WriteBehind(cache = "cities", key = "#city.id", batch = "saveAll")
 * @Transactional
 * void save(City city) { … }
 *
 * @Transactional
 * void saveAll(List<City> cities) { … }
 *
 * @WriteBehind(cache = "cities", key = "#id", remove = true)
 * void delete(long id) { … }
 * }</pre>
 *
 * <p><b>Accepted is durable.</b> When a call returns, its argument is in Redis, and as durable as Redis is. The body runs
 * later, in a thread of the write-behind, maybe in another process; of several calls with the same key only for the last one,
 * and for the same key in the order of the calls. It runs at least once: see {@link io.redispatterns.writebehind.Writer}. When it
 * throws, it is run again after a while, and after too many times the argument becomes a dead letter.
 *
 * <p>{@link Cached} and {@link CachedBulk} methods of the same cache give what is pending in place of what the database still
 * has. A call within a transaction is accepted after its commit. A transaction of the method's own is one of the later run.
 *
 * <p>The method has one parameter and returns nothing. How much may be pending, what happens beyond that, and how writes are
 * tried again is said by {@code redis-patterns.write-behind.*}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface WriteBehind {

    /**
     * The name of the write-behind, which is that of the cache whose entries it is about, 1 to 64 characters of
     * {@code a-z 0-9 . _ -}. By default that of {@link CacheDefaults}.
     */
    @AliasFor("cache")
    String value() default "";

    /** The same as {@link #value()}. */
    @AliasFor("value")
    String cache() default "";

    /** What tells entries apart, as {@link Cached#key()}. By default it is the argument. */
    String key() default "";

    /**
     * Whether the method removes what has the key, which is its argument, instead of writing its argument. Together with
     * methods of the same cache that write.
     */
    boolean remove() default false;

    /**
     * A method of the same class that writes several arguments at once. It takes a {@code List} of them, or of
     * {@link io.redispatterns.writebehind.Write Writes} with their versions; if it returns a {@code Collection} of
     * {@link io.redispatterns.writebehind.WriteResult WriteResults}, each is judged by its own. If it throws, each is tried again
     * alone. One that takes {@code Writes} also writes single arguments, since nothing else sees their versions: the body of the
     * annotated method does not run.
     */
    String batch() default "";

    /** Exceptions after which there is no use in trying again, such as a violated constraint. */
    Class<? extends Throwable>[] poison() default {};
}
