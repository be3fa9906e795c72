package io.redispatterns.engine.type;

import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Fields and values in turn in a listpack, in the order in which the fields came: small, and searched from the start. */
final class PackedHashFields implements HashFields {

    private final Listpack listpack;

    PackedHashFields() {
        this(new Listpack());
    }

    private PackedHashFields(Listpack listpack) {
        this.listpack = listpack;
    }

    /** Whether a listpack may hold such a field and value, and these besides what it holds already. */
    boolean admits(byte[] field, byte[] value, ListpackLimits limits) {
        return limits.admits(field) && limits.admits(value) && listpack.mayGrowBy((long) field.length + value.length);
    }

    @Override
    public String encoding() {
        return "listpack";
    }

    @Override
    public int size() {
        return listpack.size() / 2;
    }

    @Override
    public byte @Nullable [] get(byte[] field) {
        int at = find(field);
        return at == Listpack.NONE ? null : listpack.get(listpack.next(at));
    }

    @Override
    public int valueLength(byte[] field) {
        int at = find(field);
        return at == Listpack.NONE ? -1 : listpack.length(listpack.next(at));
    }

    @Override
    public boolean set(byte[] field, byte[] value) {
        int at = find(field);
        if (at != Listpack.NONE) {
            listpack.replace(listpack.next(at), value);
            return false;
        }
        listpack.append(field);
        listpack.append(value);
        return true;
    }

    @Override
    public boolean remove(byte[] field) {
        int at = find(field);
        if (at != Listpack.NONE) {
            listpack.delete(at, 2);
        }
        return at != Listpack.NONE;
    }

    @Override
    public void forEach(BiConsumer<byte[], byte[]> consumer) {
        for (int at = listpack.first(); at != Listpack.NONE; at = listpack.next(at)) {
            byte[] field = listpack.get(at);
            at = listpack.next(at);
            consumer.accept(field, listpack.get(at));
        }
    }

    /** Gives everything at once, whatever the cursor. */
    @Override
    public long scan(long cursor, BiConsumer<byte[], byte[]> consumer) {
        forEach(consumer);
        return 0;
    }

    @Override
    public void draw(RandomGenerator random, long count, BiConsumer<byte[], byte[]> consumer) {
        int[] offsets = offsets();
        for (long i = 0; i < count; i++) {
            give(offsets[random.nextInt(offsets.length)], consumer);
        }
    }

    /** Gives the fields in their order: each is taken with the chance that makes all sets equally likely. */
    @Override
    public void sample(RandomGenerator random, int count, BiConsumer<byte[], byte[]> consumer) {
        int[] offsets = offsets();
        int missing = count;
        for (int i = 0; i < offsets.length && missing > 0; i++) {
            if (random.nextInt(offsets.length - i) < missing) {
                give(offsets[i], consumer);
                missing--;
            }
        }
    }

    @Override
    public HashFields copy() {
        return new PackedHashFields(listpack.copy());
    }

    /** Where the fields stand. */
    private int[] offsets() {
        int[] offsets = new int[size()];
        int at = listpack.first();
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at = listpack.next(listpack.next(at));
        }
        return offsets;
    }

    private void give(int at, BiConsumer<byte[], byte[]> consumer) {
        consumer.accept(listpack.get(at), listpack.get(listpack.next(at)));
    }

    private int find(byte[] field) {
        return listpack.find(field, listpack.first(), 1);
    }
}
