package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Dict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Fields in a hash table, in no order. */
final class TableHashFields implements HashFields {

    /** A sample larger than this part of all fields is cheaper by shuffling them than by drawing until enough differ. */
    private static final int SHUFFLE_ABOVE_ONE_IN = 3;

    private final Dict<HashField> table = new Dict<>();

    @Override
    public String encoding() {
        return "hashtable";
    }

    @Override
    public int size() {
        return table.size();
    }

    @Override
    public byte @Nullable [] get(byte[] field) {
        HashField found = table.find(field);
        return found == null ? null : found.value();
    }

    @Override
    public int valueLength(byte[] field) {
        HashField found = table.find(field);
        return found == null ? -1 : found.valueLength();
    }

    @Override
    public boolean set(byte[] field, byte[] value) {
        HashField found = table.find(field);
        if (found != null) {
            found.setValue(field, value);
            return false;
        }
        table.insert(new HashField(field, value));
        return true;
    }

    @Override
    public boolean remove(byte[] field) {
        return table.remove(field) != null;
    }

    @Override
    public void forEach(BiConsumer<byte[], byte[]> consumer) {
        table.forEach(field -> field.giveTo(consumer));
    }

    @Override
    public long scan(long cursor, BiConsumer<byte[], byte[]> consumer) {
        return table.scan(cursor, field -> field.giveTo(consumer));
    }

    @Override
    public void draw(RandomGenerator random, long count, BiConsumer<byte[], byte[]> consumer) {
        for (long i = 0; i < count; i++) {
            HashField drawn = table.random(random);
            if (drawn != null) {
                drawn.giveTo(consumer);
            }
        }
    }

    @Override
    public void sample(RandomGenerator random, int count, BiConsumer<byte[], byte[]> consumer) {
        if (count > size() / SHUFFLE_ABOVE_ONE_IN) {
            shuffled(random, count).forEach(field -> field.giveTo(consumer));
        } else {
            drawDistinct(random, count).forEach(field -> field.giveTo(consumer));
        }
    }

    /** The first of all fields in a random order. */
    private List<HashField> shuffled(RandomGenerator random, int count) {
        List<HashField> all = new ArrayList<>(size());
        table.forEach(all::add);
        for (int i = 0; i < count; i++) {
            Collections.swap(all, i, random.nextInt(i, all.size()));
        }
        return all.subList(0, count);
    }

    private Set<HashField> drawDistinct(RandomGenerator random, int count) {
        Set<HashField> drawn = Collections.newSetFromMap(new IdentityHashMap<>(count));
        while (drawn.size() < count) {
            HashField field = table.random(random);
            if (field != null) {
                drawn.add(field);
            }
        }
        return drawn;
    }

    @Override
    public HashFields copy() {
        TableHashFields copy = new TableHashFields();
        table.forEach(field -> copy.table.insert(field.copy()));
        return copy;
    }
}
