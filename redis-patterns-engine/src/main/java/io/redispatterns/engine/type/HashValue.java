package io.redispatterns.engine.type;

import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A map from fields to values, both binary strings. It is kept as a listpack, in the order in which the fields came, until it has more
 * fields or longer strings than the limits allow; then as a hash table for good.
 *
 * <p>Finding, setting and removing are O(1) on average in a hash table and O(size in bytes) in a listpack, which the limits keep
 * small. Arrays handed out may be the hash's own and must not be changed.
 */
public final class HashValue implements Value {

    private HashFields fields;

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
     * Sets a field and says whether it is new. The arrays are the hash's from then on.
     *
     * @param limits what a listpack may hold, now
     */
    public boolean set(byte[] field, byte[] value, ListpackLimits limits) {
        if (fields instanceof PackedHashFields packed && !packed.admits(field, value, limits)) {
            convertToTable();
        }
        boolean added = fields.set(field, value);
        if (fields instanceof PackedHashFields && size() > limits.entries()) {
            convertToTable();
        }
        return added;
    }

    /** Removes a field and says whether it was there. */
    public boolean remove(byte[] field) {
        return fields.remove(field);
    }

    /** Gives each field and its value; the hash must not be changed meanwhile. O(N). */
    public void forEach(BiConsumer<byte[], byte[]> consumer) {
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
        if (!isEmpty()) {
            fields.draw(random, count, consumer);
        }
    }

    /** Gives {@code count} different fields and their values at random, or all of them when there are no more. */
    public void sample(RandomGenerator random, long count, BiConsumer<byte[], byte[]> consumer) {
        if (count >= size()) {
            fields.forEach(consumer);
        } else {
            fields.sample(random, (int) count, consumer);
        }
    }

    private void convertToTable() {
        TableHashFields table = new TableHashFields();
        fields.forEach(table::set);
        fields = table;
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
