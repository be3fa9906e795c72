package io.redispatterns.engine.type;

/**
 * When a node of a stream is full, so that the next entry begins a new one.
 *
 * @param nodeBytes the size in bytes that a node stays below, unless one entry alone is larger; 0 is as much as a listpack may hold
 * @param nodeEntries the most entries, those deleted included; 0 is any number
 */
public record StreamLimits(long nodeBytes, long nodeEntries) {

    /** The entries that approximate trimming without a LIMIT removes at most: those of a hundred nodes, within bounds. */
    public long trimmedAtOnce() {
        if (nodeEntries <= 0 || nodeEntries > Long.MAX_VALUE / 100) {
            return nodeEntries <= 0 ? 10_000 : 1_000_000;
        }
        return Math.min(100 * nodeEntries, 1_000_000);
    }
}
