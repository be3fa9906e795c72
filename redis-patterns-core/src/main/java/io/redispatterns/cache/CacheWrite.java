package io.redispatterns.cache;

import org.jspecify.annotations.Nullable;

/**
 * A change of the source that is under way, during which nobody stores what he has loaded: it may be the old value. Ends
 * with {@link #commit}, or without, when it is closed. For one thread.
 *
 * <pre>{@code
 * try (CacheWrite<City> write = cities.beginWrite("2267057")) {
 *     repository.save(city);
 *     write.commit(city);
 * }
 * }</pre>
 *
 * <p>Those who ask for the entry meanwhile wait, as for a load. If this process dies, they load.
 *
 * @param <V> the type of the values
 */
public interface CacheWrite<V> extends AutoCloseable {

    /** How the value is to be kept, such as its tags; to be said before {@link #commit}. There is no old value in it. */
    LoadContext<V> context();

    /**
     * Stores the value that the source has now, for the configured ttl. If somebody else has invalidated the entry or
     * written it since the change began, it is removed instead, since nobody knows who was last.
     *
     * @param value null if the source has none
     * @return whether Redis has confirmed that the value is stored, or that there is none
     * @throws IllegalStateException if the change has ended
     */
    boolean commit(@Nullable V value);

    /** Ends the change, if it has not ended: the entry is absent, and the next one who asks loads it. */
    @Override
    void close();
}
