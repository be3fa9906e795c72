package io.redispatterns.engine.keyspace;

/** Removes keys, and fields of hashes, whose time is up and which nobody looks at, soonest first, a bounded number at a time. */
public final class ExpiryCycle {

    private final Keyspace keyspace;

    /** Makes the cycle of a keyspace. */
    public ExpiryCycle(Keyspace keyspace) {
        this.keyspace = keyspace;
    }

    /**
     * Removes at most {@code limit} keys and fields whose time was up at {@code now} and returns how many; fewer than the limit means that
     * none is left. O(log N) for each.
     */
    public int run(long now, int limit) {
        if (keyspace.holdsExpiry()) {
            return 0;
        }
        int removed = 0;
        for (int i = 0; i < keyspace.databaseCount() && removed < limit; i++) {
            Database database = keyspace.database(i);
            while (removed < limit && database.expireFirst(now)) {
                removed++;
            }
            removed += expireFields(database, now, limit - removed);
        }
        return removed;
    }

    private static int expireFields(Database database, long now, int limit) {
        int removed = 0;
        int step = 1;
        while (removed < limit && step > 0) {
            step = database.expireFields(now, limit - removed);
            removed += step;
        }
        return removed;
    }
}
