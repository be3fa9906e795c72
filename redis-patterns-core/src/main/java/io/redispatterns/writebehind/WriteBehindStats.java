package io.redispatterns.writebehind;

import java.time.Duration;

/**
 * Counts of one instance since it was made; for what is pending see {@link WriteBehind#backlog()}. The counts are read
 * one after the other while the write-behind is in use, so they may be some calls apart.
 *
 * @param accepted intents accepted in any way
 * @param coalesced those of them that took the place of an older intent
 * @param writtenThrough those of them that their callers wrote themselves
 * @param refused intents refused because too much was pending
 * @param batches batches given to the writer, those of callers included
 * @param written writes that the writer said are written
 * @param retries writes that are to be tried again
 * @param dead writes that became dead letters
 * @param totalWriteTime the time of all batches together
 * @param shards how many shards this instance writes now
 * @param shardsLost how often a lease ran out before it was renewed
 * @param backendFailures operations that Redis did not do
 */
public record WriteBehindStats(
        long accepted,
        long coalesced,
        long writtenThrough,
        long refused,
        long batches,
        long written,
        long retries,
        long dead,
        Duration totalWriteTime,
        int shards,
        long shardsLost,
        long backendFailures) {

    /** Nothing has been counted. */
    public static final WriteBehindStats NONE = new WriteBehindStats(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0, 0, 0);

    /** The counts of two together, such as those of an instance and of the one that it has taken the place of. */
    public WriteBehindStats plus(WriteBehindStats other) {
        return new WriteBehindStats(
                accepted + other.accepted,
                coalesced + other.coalesced,
                writtenThrough + other.writtenThrough,
                refused + other.refused,
                batches + other.batches,
                written + other.written,
                retries + other.retries,
                dead + other.dead,
                totalWriteTime.plus(other.totalWriteTime),
                shards + other.shards,
                shardsLost + other.shardsLost,
                backendFailures + other.backendFailures);
    }
}
