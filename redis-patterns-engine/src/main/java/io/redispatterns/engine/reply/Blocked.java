package io.redispatterns.engine.reply;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wish to wait: the same command runs again when one of the keys changes, and {@code onTimeout} is the reply when none does in
 * time or when the caller may not wait (inside a transaction or a script).
 *
 * @param keys the keys to wait for, in the order of the command's arguments
 * @param timeoutMillis how long to wait at most; 0 waits for ever
 * @param onTimeout the reply when the wait ends without a result
 * @param alsoWhenGone whether the command runs again also when a key is gone, as that of a consumer of a deleted stream; otherwise it
 *     runs only where the changed key is there
 * @param words what runs again in the command's place, because what it says now would mean something else then, as "from now on" does;
 *     null when it is the command itself
 */
public record Blocked(
        List<byte[]> keys, long timeoutMillis, Reply onTimeout, boolean alsoWhenGone, byte @Nullable [][] words)
        implements Outcome {

    /** A wait for keys to be there. */
    public Blocked(List<byte[]> keys, long timeoutMillis, Reply onTimeout) {
        this(keys, timeoutMillis, onTimeout, false, null);
    }
}
