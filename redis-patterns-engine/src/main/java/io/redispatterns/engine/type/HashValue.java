package io.redispatterns.engine.type;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A map from fields to values, both binary strings. It is kept as a listpack, in the order in which the fields came, until it has more
 * fields or longer strings than the limits allow; then as a hash table for good. A listpack gets room for expiries, for good too, when
 * a field is first to expire.
 *
 * <p>Finding, setting and removing are O(1) on average in a hash table and O(size in bytes) in a listpack, which the limits keep
 * small. Arrays handed out may be the hash's own and must not be changed.
 */
public final class HashValue implements Value {

    /** The expiry of a field that stays: later than all others. */
    public static final long NEVER = Long.MAX_VALUE;

    private HashFields fields;

    /** Takes fields with their values and expiries, as {@link #forEachField} gives them. */
    @FunctionalInterface
    public interface FieldConsumer {

        /** Takes one field; the expiry is in milliseconds since 1970, or {@link HashValue#NEVER}. */
        void accept(byte[] field, byte[] value, long expireAtMillis);
    }

    /** Makes an empty hash. */
    public HashValue() {
        this(new PackedHashFields());
    }

    private HashValue(HashFields fields) {
        this.fields = fields;
    }

    /** The number of fields. */
    public int size() {
        return fields.size();
    }

    /** Returns a field's value, or null when there is no such field. */
    public byte @Nullable [] get(byte[] field) {
        return fields.get(field);
    }

    /** Whether there is such a field. */
    public boolean contains(byte[] field) {
        return valueLength(field) >= 0;
    }

    /** The length of a field's value in bytes, or -1 when there is no such field. */
    public int valueLength(byte[] field) {
        return fields.valueLength(field);
    }

    /**
     * Sets a field, which then stays, and says whether it is new. The arrays are the hash's from then on.
     *
     * @param limits what a listpack may hold, now
     */
    public boolean set(byte[] field, byte[] value, ListpackLimits limits) {
        makeRoom(field, value, limits);
        boolean added = fields.set(field, value);
        convertIfTooLarge(limits);
        return added;
    }

    /** As {@link #set}, but a field that is there expires when it would have. */
    public boolean setKeepingExpiry(byte[] field, byte[] value, ListpackLimits limits) {
        makeRoom(field, value, limits);
        boolean added = fields instanceof ExpiringHashFields expiring
                ? expiring.setKeepingExpiry(field, value)
                : fields.set(field, value);
        convertIfTooLarge(limits);
        return added;
    }

    private void makeRoom(byte[] field, byte[] value, ListpackLimits limits) {
        if (fields instanceof HashListpack packed && !packed.admits(field, value, limits)) {
            convertToTable();
        }
    }

    private void convertIfTooLarge(ListpackLimits limits) {
        if (fields instanceof HashListpack && size() > limits.entries()) {
            convertToTable();
        }
    }

    /** When a field expires, in milliseconds since 1970; {@link #NEVER} also when there is no such field. */
    public long expiry(byte[] field) {
        return fields instanceof ExpiringHashFields expiring ? expiring.expiry(field) : NEVER;
    }

    /**
     * Sets when a field expires, or with {@link #NEVER} lets it stay; nothing happens when there is no such field. O(log N) for the N
     * fields that expire.
     *
     * @param epochMillis in milliseconds since 1970, more than 0
     */
    public void expireAt(byte[] field, long epochMillis) {
        if (epochMillis != NEVER && fields instanceof PackedHashFields) {
            fields = copyTo(new ExpiringPackedHashFields());
        }
        if (fields instanceof ExpiringHashFields expiring) {
            expiring.expireAt(field, epochMillis);
        }
    }

    /** When the first of the fields expires, in milliseconds since 1970, or {@link #NEVER}. O(1). */
    public long firstExpiry() {
        return fields instanceof ExpiringHashFields expiring ? expiring.firstExpiry() : NEVER;
    }

    /** Removes fields whose time was up at a moment, soonest first and at most so many, and returns them. O(log N) for each. */
    public List<byte[]> removeExpired(long now, int limit) {
        return fields instanceof ExpiringHashFields expiring ? expiring.removeExpired(now, limit) : List.of();
    }

    /** Removes a field and says whether it was there. */
    public boolean remove(byte[] field) {
        return fields.remove(field);
    }

    /** Gives each field and its value; the hash must not be changed meanwhile. O(N). */
    public void forEach(BiConsumer<byte[], byte[]> consumer) {
        fields.forEach((field, value, expireAtMillis) -> consumer.accept(field, value));
    }

    /** Gives each field with its value and its expiry; the hash must not be changed meanwhile. O(N). */
    public void forEachField(FieldConsumer consumer) {
        fields.forEach(consumer);
    }

    /**
     * Gives some fields and their values and returns the cursor to go on with; 0 starts and 0 ends. A field that is there from start to
     * end is given at least once, however the hash changes between the steps. The consumer must not change it.
     */
    public long scan(long cursor, BiConsumer<byte[], byte[]> consumer) {
        return fields.scan(cursor, consumer);
    }

    /** Gives {@code count} fields and their values, each drawn anew from all; nothing when the hash is empty. */
    public void draw(RandomGenerator random, long count, BiConsumer<byte[], byte[]> consumer) {
        if (count < size()) {
            fields.draw(random, count, consumer);
        } else if (!isEmpty()) {
            drawFromAll(random, count, consumer);
        }
    }

    /** Takes each field out once only: what is given often is the same array, however large. */
    private void drawFromAll(RandomGenerator random, long count, BiConsumer<byte[], byte[]> consumer) {
        List<byte[]> all = new ArrayList<>(2 * size());
        forEach((field, value) -> {
            all.add(field);
            all.add(value);
        });
        for (long i = 0; i < count; i++) {
            int drawn = 2 * random.nextInt(size());
            consumer.accept(all.get(drawn), all.get(drawn + 1));
        }
    }

    /** Gives {@code count} different fields and their values at random, or all of them when there are no more. */
    public void sample(RandomGenerator random, long count, BiConsumer<byte[], byte[]> consumer) {
        if (count >= size()) {
            forEach(consumer);
        } else {
            fields.sample(random, (int) count, consumer);
        }
    }

    private void convertToTable() {
        fields = copyTo(new TableHashFields());
    }

    private HashFields copyTo(ExpiringHashFields target) {
        fields.forEach((field, value, expireAtMillis) -> {
            target.set(field, value);
            target.expireAt(field, expireAtMillis);
        });
        return target;
    }

    /** Returns the bytes of the listpack that the hash is; null when it is none, or one with expiries. */
    public byte @Nullable [] toListpack() {
        return fields instanceof PackedHashFields packed ? packed.toBytes() : null;
    }

    /**
     * Returns the hash that a listpack of fields and values is; the bytes are the hash's from then on. O(N).
     *
     * @param limits what a listpack may hold, now
     * @throws IllegalArgumentException when the bytes are no such listpack, are empty or name a field twice
     */
    public static HashValue ofListpack(byte[] bytes, ListpackLimits limits) {
        HashValue hash = new HashValue(PackedHashFields.of(bytes));
        hash.convertIfTooLarge(limits);
        return hash;
    }

    /** Returns the bytes of the listpack of fields, values and expiries that the hash is; null when it is none. */
    public byte @Nullable [] toExpiringListpack() {
        return fields instanceof ExpiringPackedHashFields packed ? packed.toBytes() : null;
    }

    /**
     * Returns the hash that a listpack of fields, values and expiries is, in the order of the expiries, those that stay last with 0; the
     * bytes are the hash's from then on. O(N).
     *
     * @param limits what a listpack may hold, now
     * @throws IllegalArgumentException when the bytes are no such listpack, are empty or name a field twice
     */
    public static HashValue ofExpiringListpack(byte[] bytes, ListpackLimits limits) {
        HashValue hash = new HashValue(ExpiringPackedHashFields.of(bytes));
        hash.convertIfTooLarge(limits);
        return hash;
    }

    @Override
    public String typeName() {
        return "hash";
    }

    @Override
    public String encoding() {
        return fields.encoding();
    }

    @Override
    public HashValue copy() {
        return new HashValue(fields.copy());
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }
}
