package io.redispatterns.engine.keyspace;

import io.redispatterns.engine.util.TimeHeap;

/** The entries that expire, soonest first. */
final class ExpiryIndex extends TimeHeap<Entry> {

    @Override
    protected long time(Entry entry) {
        return entry.expireAtMillis;
    }

    @Override
    protected int place(Entry entry) {
        return entry.expiryIndex;
    }

    @Override
    protected void setPlace(Entry entry, int place) {
        entry.expiryIndex = place;
    }

    /** Sets, moves or (with {@link Entry#NO_EXPIRY}) ends an entry's expiry. */
    void set(Entry entry, long expireAtMillis) {
        if (expireAtMillis == Entry.NO_EXPIRY) {
            end(entry);
        } else {
            entry.expireAtMillis = expireAtMillis;
            put(entry);
        }
    }

    /** Ends an entry's expiry; nothing happens when it has none. */
    void end(Entry entry) {
        remove(entry);
        entry.expireAtMillis = Entry.NO_EXPIRY;
    }
}
