package io.redispatterns.spring.warming;

import io.redispatterns.cache.Warming;
import io.redispatterns.cache.WarmingConfig;
import io.redispatterns.cache.WarmingProgress;
import io.redispatterns.cache.WarmingProgress.State;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A warming of the application, which takes part in it while it runs. Safe for many threads. */
public final class NamedWarming {

    private static final WarmingProgress NOT_BEGUN = new WarmingProgress(State.WAITING, 0, 0, 0, OptionalLong.empty());

    private final String cache;
    private final WarmingConfig config;
    private final boolean holdsReadiness;
    private final Function<WarmingConfig, Warming> beginning;
    private volatile @Nullable Warming current;
    private volatile boolean ready;

    NamedWarming(
            String cache, WarmingConfig config, boolean holdsReadiness, Function<WarmingConfig, Warming> beginning) {
        this.cache = cache;
        this.config = config;
        this.holdsReadiness = holdsReadiness;
        this.beginning = beginning;
    }

    /** Its name, which is its own in the application. */
    public String name() {
        return config.name();
    }

    /** The name of the cache. */
    public String cache() {
        return cache;
    }

    /** How it is done. */
    public WarmingConfig config() {
        return config;
    }

    /** How far it is; {@link State#WAITING} before the application is ready. */
    public WarmingProgress progress() {
        Warming begun = current;
        return begun == null ? NOT_BEGUN : begun.progress();
    }

    /** Whether readiness waits for it. */
    public boolean holdsReadiness() {
        return holdsReadiness;
    }

    /**
     * Whether there is nothing more to wait for: a run is over, or Redis does not answer, so that waiting would be in vain. What
     * was true stays true, since an application that serves requests is not to be taken out of service by its warming.
     */
    public boolean isReady() {
        Warming begun = current;
        if (!ready && begun != null) {
            ready = begun.firstRun().toCompletableFuture().isDone()
                    || begun.progress().state() == State.STALLED;
        }
        return ready;
    }

    /** Begins to take part. */
    synchronized void begin() {
        if (current == null) {
            current = beginning.apply(config);
        }
    }

    /** Leaves the rest to other instances; the future completes when they know. */
    synchronized CompletableFuture<?> leave() {
        Warming left = current;
        if (left == null) {
            return CompletableFuture.completedFuture(null);
        }
        current = null;
        left.leave();
        return left.completion().toCompletableFuture();
    }
}
