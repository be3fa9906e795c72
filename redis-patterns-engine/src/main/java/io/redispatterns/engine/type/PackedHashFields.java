package io.redispatterns.engine.type;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Fields and values in turn in a listpack, in the order in which the fields came. */
final class PackedHashFields extends HashListpack {

    private static final int WIDTH = 2;

    PackedHashFields() {
        this(new Listpack());
    }

    private PackedHashFields(Listpack listpack) {
        super(listpack, WIDTH);
    }

    /**
     * Returns the fields that a foreign listpack holds.
     *
     * @throws IllegalArgumentException when the bytes are none, or hold no pairs of different fields and values
     */
    static PackedHashFields of(byte[] bytes) {
        PackedHashFields fields = new PackedHashFields(Listpack.of(bytes));
        int elements = fields.listpack.size();
        if (elements == 0 || elements % WIDTH != 0) {
            throw new IllegalArgumentException("a listpack of " + elements + " elements is no hash");
        }
        fields.requireDifferent();
        return fields;
    }

    private void requireDifferent() {
        Set<String> seen = new HashSet<>(size() * 2);
        forEach((field, value, expireAtMillis) -> {
            if (!seen.add(new String(field, StandardCharsets.ISO_8859_1))) {
                throw new IllegalArgumentException("a field stands twice in the listpack of a hash");
            }
        });
    }

    byte[] toBytes() {
        return listpack.toBytes();
    }

    @Override
    public String encoding() {
        return "listpack";
    }

    @Override
    public boolean set(byte[] field, byte[] value) {
        if (replaceValue(field, value)) {
            return false;
        }
        listpack.append(field);
        listpack.append(value);
        return true;
    }

    @Override
    public PackedHashFields copy() {
        return new PackedHashFields(listpack.copy());
    }

    @Override
    long expiry(int at) {
        return HashValue.NEVER;
    }
}
