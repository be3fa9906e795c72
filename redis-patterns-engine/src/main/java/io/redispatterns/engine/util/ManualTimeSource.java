package io.redispatterns.engine.util;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved. Safe for many threads. */
public final class ManualTimeSource implements TimeSource {

    private final AtomicLong micros;

    /** Starts at the given moment. */
    public ManualTimeSource(Instant start) {
        micros = new AtomicLong(ChronoUnit.MICROS.between(Instant.EPOCH, start));
    }

    /** Starts at the present moment. */
    public ManualTimeSource() {
        this(Instant.now());
    }

    /** Moves time forward; a negative duration is refused. */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time cannot go back: " + duration);
        }
        micros.addAndGet(duration.toNanos() / 1000);
    }

    @Override
    public long epochMillis() {
        return Math.floorDiv(micros.get(), 1000L);
    }

    @Override
    public long epochMicros() {
        return micros.get();
    }

    @Override
    public long nanoTime() {
        return micros.get() * 1000;
    }
}
