package io.redispatterns.engine.type;

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
        fields.requireHash();
        return fields;
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
