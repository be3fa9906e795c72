package io.redispatterns.engine.keyspace;

import io.redispatterns.engine.type.HashValue;
import io.redispatterns.engine.util.Dict;
import io.redispatterns.engine.util.TimeHeap;
import org.jspecify.annotations.Nullable;

/**
 * The entries whose hashes have fields that expire, the one with the soonest field first. It takes no room for others: an entry is
 * found here by its key, not by a place that each entry would have to remember.
 */
final class FieldExpiryIndex {

    private final Dict<ExpiringHash> hashes = new Dict<>();
    private final Order order = new Order();

    private static final class ExpiringHash extends Dict.KeyNode {

        private final Entry entry;
        private long firstExpiry;
        private int place = TimeHeap.NOWHERE;

        ExpiringHash(Entry entry) {
            super(entry);
            this.entry = entry;
        }
    }

    private static final class Order extends TimeHeap<ExpiringHash> {

        @Override
        protected long time(ExpiringHash hash) {
            return hash.firstExpiry;
        }

        @Override
        protected int place(ExpiringHash hash) {
            return hash.place;
        }

        @Override
        protected void setPlace(ExpiringHash hash, int place) {
            hash.place = place;
        }
    }

    boolean isEmpty() {
        return order.isEmpty();
    }

    int size() {
        return order.size();
    }

    /** Returns the entry with the field that expires first, or null. */
    @Nullable
    Entry first() {
        ExpiringHash first = order.first();
        return first == null ? null : first.entry;
    }

    /** When an entry's first field expires as far as is known here, or {@link HashValue#NEVER}. */
    long firstExpiry(Entry entry) {
        ExpiringHash known = hashes.find(entry);
        return known == null ? HashValue.NEVER : known.firstExpiry;
    }

    /** Takes notice of an entry whose value is another one or has changed. */
    void update(Entry entry) {
        long first = entry.value() instanceof HashValue hash ? hash.firstExpiry() : HashValue.NEVER;
        if (first == HashValue.NEVER) {
            remove(entry);
            return;
        }
        ExpiringHash known = hashes.find(entry);
        if (known == null) {
            known = new ExpiringHash(entry);
            hashes.insert(known);
        }
        known.firstExpiry = first;
        order.put(known);
    }

    /** Forgets an entry; nothing happens when it is not known. */
    void remove(Entry entry) {
        ExpiringHash known = hashes.find(entry);
        if (known != null) {
            hashes.remove(known);
            order.remove(known);
        }
    }
}
