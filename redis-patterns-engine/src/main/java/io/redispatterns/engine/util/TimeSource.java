package io.redispatterns.engine.util;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The only clock: wall time for expiry, and a monotonic time for measuring. Replace it by a {@link ManualTimeSource} to move time. */
public interface TimeSource {

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    long epochMillis();

    /** Microseconds since 1970-01-01T00:00:00Z. */
    long epochMicros();

    /** Nanoseconds since some fixed moment, never going back. */
    long nanoTime();

    /** Returns the clock of the operating system. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }

    /** The operating system's clock. */
    enum SystemTime implements TimeSource {
        /** The one instance. */
        INSTANCE;

        @Override
        public long epochMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public long epochMicros() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    }
}
