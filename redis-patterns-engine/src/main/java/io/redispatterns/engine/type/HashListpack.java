package io.redispatterns.engine.type;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Fields in a listpack, each with its value behind it and perhaps more: small, and searched from the start. */
abstract sealed class HashListpack implements HashFields permits PackedHashFields, ExpiringPackedHashFields {

    /** How much more a field takes besides its bytes and the value's: heads, back lengths and an expiry. */
    private static final int OVERHEAD = 40;

    final Listpack listpack;
    /** How many elements belong to a field. */
    private final int width;

    HashListpack(Listpack listpack, int width) {
        this.listpack = listpack;
        this.width = width;
    }

    final byte[] toBytes() {
        return listpack.toBytes();
    }

    /**
     * Checks a listpack that comes from elsewhere.
     *
     * @throws IllegalArgumentException when it is empty, has elements too few or a field twice
     */
    final void requireHash() {
        if (listpack.size() == 0 || listpack.size() % width != 0) {
            throw new IllegalArgumentException("a listpack of " + listpack.size() + " elements is no hash");
        }
        Set<String> seen = new HashSet<>(size() * 2);
        for (int at = listpack.first(); at != Listpack.NONE; at = behind(at)) {
            if (!seen.add(new String(listpack.get(at), StandardCharsets.ISO_8859_1))) {
                throw new IllegalArgumentException("a field stands twice in the listpack of a hash");
            }
        }
    }

    /** Whether a listpack may hold such a field and value, and these besides what it holds already. */
    final boolean admits(byte[] field, byte[] value, ListpackLimits limits) {
        return limits.admits(field)
                && limits.admits(value)
                && listpack.mayGrowBy((long) field.length + value.length + OVERHEAD);
    }

    /** When the field at a place expires. */
    abstract long expiry(int at);

    @Override
    public final int size() {
        return listpack.size() / width;
    }

    @Override
    public final byte @Nullable [] get(byte[] field) {
        int at = find(field);
        return at == Listpack.NONE ? null : listpack.get(listpack.next(at));
    }

    @Override
    public final int valueLength(byte[] field) {
        int at = find(field);
        return at == Listpack.NONE ? -1 : listpack.length(listpack.next(at));
    }

    /** Replaces the value of a field that is there, and says whether it is. */
    final boolean replaceValue(byte[] field, byte[] value) {
        int at = find(field);
        if (at != Listpack.NONE) {
            listpack.replace(listpack.next(at), value);
        }
        return at != Listpack.NONE;
    }

    @Override
    public final boolean remove(byte[] field) {
        int at = find(field);
        if (at != Listpack.NONE) {
            listpack.delete(at, width);
        }
        return at != Listpack.NONE;
    }

    @Override
    public final void forEach(HashValue.FieldConsumer consumer) {
        for (int at = listpack.first(); at != Listpack.NONE; at = behind(at)) {
            consumer.accept(listpack.get(at), listpack.get(listpack.next(at)), expiry(at));
        }
    }

    /** Gives everything at once, whatever the cursor. */
    @Override
    public final long scan(long cursor, BiConsumer<byte[], byte[]> consumer) {
        for (int at = listpack.first(); at != Listpack.NONE; at = behind(at)) {
            give(at, consumer);
        }
        return 0;
    }

    @Override
    public final void draw(RandomGenerator random, long count, BiConsumer<byte[], byte[]> consumer) {
        int[] offsets = offsets();
        for (long i = 0; i < count; i++) {
            give(offsets[random.nextInt(offsets.length)], consumer);
        }
    }

    /** Gives the fields in their order: each is taken with the chance that makes all sets equally likely. */
    @Override
    public final void sample(RandomGenerator random, int count, BiConsumer<byte[], byte[]> consumer) {
        int[] offsets = offsets();
        int missing = count;
        for (int i = 0; i < offsets.length && missing > 0; i++) {
            if (random.nextInt(offsets.length - i) < missing) {
                give(offsets[i], consumer);
                missing--;
            }
        }
    }

    /** Where the fields stand. */
    private int[] offsets() {
        int[] offsets = new int[size()];
        int at = listpack.first();
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at = behind(at);
        }
        return offsets;
    }

    private void give(int at, BiConsumer<byte[], byte[]> consumer) {
        consumer.accept(listpack.get(at), listpack.get(listpack.next(at)));
    }

    /** The field behind the one at a place. */
    final int behind(int at) {
        int next = at;
        for (int i = 0; i < width; i++) {
            next = listpack.next(next);
        }
        return next;
    }

    final int find(byte[] field) {
        return listpack.find(field, listpack.first(), width - 1);
    }
}
