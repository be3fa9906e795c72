package io.redispatterns.spring.aop;

import io.redispatterns.cache.ContextLoader;
import io.redispatterns.cache.LoadContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A load that somebody else than a caller of the cached method wants: the method is called, as by anybody, and what it gives goes
 * to the one who has asked, past the cache. While it is under way, calls of the thread for the same entry are part of it, such as
 * the second try of advice in front of the method; they would wait for this load otherwise.
 */
final class RequestedLoad {

    private static final ThreadLocal<@Nullable RequestedLoad> CURRENT = new ThreadLocal<>();

    private final DeclaredCache cache;
    private final String id;
    private final LoadContext<Object> context;
    private volatile boolean done;
    private volatile @Nullable Object value;

    RequestedLoad(DeclaredCache cache, String id, LoadContext<Object> context) {
        this.cache = cache;
        this.id = id;
        this.context = context;
    }

    /** The one that a call of this thread is for; null if there is none. */
    static @Nullable RequestedLoad of(DeclaredCache cache, String id) {
        RequestedLoad current = CURRENT.get();
        return current != null && current.cache == cache && current.id.equals(id) ? current : null;
    }

    /** Loads by a call of the method, and gives what is to be kept. */
    @Nullable
    Object through(Callable<?> call) throws Exception {
        RequestedLoad outer = CURRENT.get();
        CURRENT.set(this);
        try {
            Object unused = call.call();
        } finally {
            CURRENT.set(outer);
        }
        if (!done) {
            throw new IllegalStateException("the call for entry " + id + " did not get to the cached method");
        }
        return value;
    }

    /** Loads behind the cache, and gives what is to be kept. */
    @Nullable
    Object by(ContextLoader<Object> loader) throws Exception {
        Object loaded = loader.load(id, context);
        value = loaded;
        done = true;
        return loaded;
    }
}
