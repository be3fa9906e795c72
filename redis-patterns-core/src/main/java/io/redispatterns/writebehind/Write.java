package io.redispatterns.writebehind;

import org.jspecify.annotations.Nullable;

/**
 * One intent on its way to the database.
 *
 * @param id what to write
 * @param value the value to put, or null if the id is to be removed
 * @param version greater than that of every intent accepted earlier for the same id, by any instance; it grows with
 *     the clock of Redis, but is no time
 * @param idempotencyKey the same whenever this intent is tried, and different for every other of the same write-behind
 * @param attempt 1 when the intent is tried for the first time, as far as Redis knows
 * @param <V> the type of the value
 */
public record Write<V>(String id, @Nullable V value, long version, String idempotencyKey, int attempt) {

    /** Whether the id is to be removed. */
    public boolean isRemoval() {
        return value == null;
    }

    /** The result for a write that is in the database, or is not needed there because the row is newer. */
    public WriteResult written() {
        return new WriteResult.Written(id);
    }

    /** The result for a write to be tried again after a while. */
    public WriteResult retry(Throwable cause) {
        return new WriteResult.Retry(id, cause);
    }

    /** The result for a write that there is no use in trying again: it goes to the dead letters. */
    public WriteResult poison(Throwable cause) {
        return new WriteResult.Poison(id, cause);
    }
}
