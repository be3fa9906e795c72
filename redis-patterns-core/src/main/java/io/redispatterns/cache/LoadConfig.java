package io.redispatterns.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long loads may take and how many there may be.
 *
 * @param softTimeout how long callers wait for a load when there is an old value, which they get then; null for no limit
 * @param hardTimeout how long callers wait for a load without an old value; then they get a {@link LoadTimeoutException};
 *     null for no limit
 * @param maxUncoordinated how many loads of a cache may run at once in a process without a lease, because Redis does not
 *     answer or somebody else's load takes too long; more wait for their turn
 */
public record LoadConfig(
        @Nullable Duration softTimeout, @Nullable Duration hardTimeout, int maxUncoordinated) {

    public LoadConfig {
        requireNotNegative("soft timeout", softTimeout);
        requireNotNegative("hard timeout", hardTimeout);
        if (maxUncoordinated < 1) {
            throw new IllegalArgumentException("at least 1 uncoordinated load is needed, not " + maxUncoordinated);
        }
    }

    /** No limit of time, and 64 uncoordinated loads. */
    public static LoadConfig ofDefaults() {
        return new LoadConfig(null, null, 64);
    }

    /** With another soft timeout. */
    public LoadConfig withSoftTimeout(@Nullable Duration softTimeout) {
        return new LoadConfig(softTimeout, hardTimeout, maxUncoordinated);
    }

    /** With another hard timeout. */
    public LoadConfig withHardTimeout(@Nullable Duration hardTimeout) {
        return new LoadConfig(softTimeout, hardTimeout, maxUncoordinated);
    }

    /** With another number of uncoordinated loads. */
    public LoadConfig withMaxUncoordinated(int maxUncoordinated) {
        return new LoadConfig(softTimeout, hardTimeout, maxUncoordinated);
    }

    /** Whether loads run in threads of their own, so that their callers can stop waiting. */
    boolean hasTimeouts() {
        return softTimeout != null || hardTimeout != null;
    }

    private static void requireNotNegative(String what, @Nullable Duration duration) {
        if (duration != null && duration.isNegative()) {
            throw new IllegalArgumentException("a " + what + " is not negative, as " + duration + " is");
        }
    }
}
