package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.LuaStopped;
import io.redispatterns.engine.util.TimeSource;
import java.util.concurrent.TimeUnit;

/** How long a library may take to load: others wait meanwhile. */
final class LoadTimer {

    private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final TimeSource time;
    private final long startNanos;

    /** Starts it. */
    LoadTimer(TimeSource time) {
        this.time = time;
        this.startNanos = time.nanoTime();
    }

    /**
     * Looks at the clock.
     *
     * @throws LuaStopped when the time is over
     */
    void check() {
        if (time.nanoTime() - startNanos > LIMIT_NANOS) {
            throw new LuaStopped("FUNCTION LOAD timeout");
        }
    }
}
