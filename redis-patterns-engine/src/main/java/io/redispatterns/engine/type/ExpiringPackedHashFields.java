package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Fields, values and expiries in turn in a listpack, in the order of the expiries, which are in milliseconds since 1970; those that
 * stay have 0 there and come last, in the order in which they came.
 */
final class ExpiringPackedHashFields extends HashListpack implements ExpiringHashFields {

    private static final int WIDTH = 3;
    private static final long STAYS = 0;

    ExpiringPackedHashFields() {
        this(new Listpack());
    }

    private ExpiringPackedHashFields(Listpack listpack) {
        super(listpack, WIDTH);
    }

    /**
     * Returns the fields that a foreign listpack holds.
     *
     * @throws IllegalArgumentException when the bytes are none, or hold no different fields with values and expiries in order
     */
    static ExpiringPackedHashFields of(byte[] bytes) {
        ExpiringPackedHashFields fields = new ExpiringPackedHashFields(Listpack.of(bytes));
        fields.requireHash();
        fields.requireOrder();
        return fields;
    }

    private void requireOrder() {
        long last = 0;
        for (int at = listpack.first(); at != Listpack.NONE; at = behind(at)) {
            int stored = listpack.next(listpack.next(at));
            if (!listpack.isInteger(stored) || listpack.getLong(stored) < STAYS || expiry(at) < last) {
                throw new IllegalArgumentException("the expiries in the listpack of a hash are wrong or out of order");
            }
            last = expiry(at);
        }
    }

    @Override
    public String encoding() {
        return "listpackex";
    }

    @Override
    public boolean set(byte[] field, byte[] value) {
        boolean added = !remove(field);
        insert(field, value, STAYS);
        return added;
    }

    @Override
    public boolean setKeepingExpiry(byte[] field, byte[] value) {
        boolean present = replaceValue(field, value);
        if (!present) {
            insert(field, value, STAYS);
        }
        return !present;
    }

    private void insert(byte[] field, byte[] value, long stored) {
        int at = stored == STAYS ? Listpack.NONE : firstBehind(stored);
        if (at == Listpack.NONE) {
            listpack.append(field);
            listpack.append(value);
            listpack.append(stored);
        } else {
            listpack.insertBefore(at, Bytes.of(stored));
            listpack.insertBefore(at, value);
            listpack.insertBefore(at, field);
        }
    }

    private int firstBehind(long stored) {
        int at = listpack.first();
        while (at != Listpack.NONE && expiry(at) <= stored) {
            at = behind(at);
        }
        return at;
    }

    @Override
    public long expiry(byte[] field) {
        int at = find(field);
        return at == Listpack.NONE ? HashValue.NEVER : expiry(at);
    }

    @Override
    long expiry(int at) {
        long stored = listpack.getLong(listpack.next(listpack.next(at)));
        return stored == STAYS ? HashValue.NEVER : stored;
    }

    @Override
    public void expireAt(byte[] field, long epochMillis) {
        int at = find(field);
        if (at != Listpack.NONE) {
            byte[] value = listpack.get(listpack.next(at));
            listpack.delete(at, WIDTH);
            insert(field, value, epochMillis == HashValue.NEVER ? STAYS : epochMillis);
        }
    }

    @Override
    public long firstExpiry() {
        int first = listpack.first();
        return first == Listpack.NONE ? HashValue.NEVER : expiry(first);
    }

    @Override
    public List<byte[]> removeExpired(long now, int limit) {
        List<byte[]> removed = new ArrayList<>();
        while (removed.size() < limit && firstExpiry() < now) {
            removed.add(listpack.get(listpack.first()));
            listpack.delete(listpack.first(), WIDTH);
        }
        return removed;
    }

    @Override
    public ExpiringPackedHashFields copy() {
        return new ExpiringPackedHashFields(listpack.copy());
    }
}
