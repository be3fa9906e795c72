package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Dict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Fields in a hash table, in no order. */
final class TableHashFields implements ExpiringHashFields {

    /** A sample larger than this part of all fields is cheaper by shuffling them than by drawing until enough differ. */
    private static final int SHUFFLE_ABOVE_ONE_IN = 3;

    private final Dict<HashField> table = new Dict<>();
    /** The fields that expire; null as long as there has been none. */
    private ExpiringHashField.@Nullable Order expiring;

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
        setOrInsert(found, field, value);
        if (found instanceof ExpiringHashField expires) {
            persist(expires);
        }
        return found == null;
    }

    @Override
    public boolean setKeepingExpiry(byte[] field, byte[] value) {
        HashField found = table.find(field);
        setOrInsert(found, field, value);
        return found == null;
    }

    private void setOrInsert(@Nullable HashField found, byte[] field, byte[] value) {
        if (found == null) {
            table.insert(new HashField(field, value));
        } else {
            found.setValue(field, value);
        }
    }

    @Override
    public boolean remove(byte[] field) {
        HashField removed = table.remove(field);
        if (removed instanceof ExpiringHashField expires) {
            order().remove(expires);
        }
        return removed != null;
    }

    @Override
    public long expiry(byte[] field) {
        HashField found = table.find(field);
        return found == null ? HashValue.NEVER : found.expireAtMillis();
    }

    @Override
    public void expireAt(byte[] field, long epochMillis) {
        HashField found = table.find(field);
        if (found instanceof ExpiringHashField expires) {
            if (epochMillis == HashValue.NEVER) {
                persist(expires);
            } else {
                order().expireAt(expires, epochMillis);
            }
        } else if (found != null && epochMillis != HashValue.NEVER) {
            ExpiringHashField expires = new ExpiringHashField(found, epochMillis);
            table.replace(found, expires);
            order().put(expires);
        }
    }

    /** Lets a field stay: its node gives way to one that has no room for an expiry. */
    private void persist(ExpiringHashField field) {
        order().remove(field);
        table.replace(field, new HashField(field));
    }

    private ExpiringHashField.Order order() {
        if (expiring == null) {
            expiring = new ExpiringHashField.Order();
        }
        return expiring;
    }

    @Override
    public long firstExpiry() {
        ExpiringHashField first = expiring == null ? null : expiring.first();
        return first == null ? HashValue.NEVER : first.expireAtMillis();
    }

    @Override
    public List<byte[]> removeExpired(long now, int limit) {
        List<byte[]> removed = new ArrayList<>();
        while (removed.size() < limit && firstExpiry() < now) {
            ExpiringHashField first = Objects.requireNonNull(order().first());
            order().remove(first);
            table.remove(first);
            removed.add(first.field());
        }
        return removed;
    }

    @Override
    public void forEach(HashValue.FieldConsumer consumer) {
        table.forEach(field -> consumer.accept(field.field(), field.value(), field.expireAtMillis()));
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
    public TableHashFields copy() {
        TableHashFields copy = new TableHashFields();
        table.forEach(field -> copy.insert(field.copy()));
        return copy;
    }

    private void insert(HashField field) {
        table.insert(field);
        if (field instanceof ExpiringHashField expires) {
            order().put(expires);
        }
    }
}
