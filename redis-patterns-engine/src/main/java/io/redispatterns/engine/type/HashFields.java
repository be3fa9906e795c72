package io.redispatterns.engine.type;

import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One of the ways in which the fields of a hash are kept. */
sealed interface HashFields permits HashListpack, ExpiringHashFields {

    String encoding();

    int size();

    byte @Nullable [] get(byte[] field);

    /** The length of a field's value, or -1 when there is no such field. */
    int valueLength(byte[] field);

    /** Sets a field, which then stays, and says whether it is new. Both arrays may be kept. */
    boolean set(byte[] field, byte[] value);

    boolean remove(byte[] field);

    void forEach(HashValue.FieldConsumer consumer);

    /** One step of a walk with a cursor; see {@link HashValue#scan}. */
    long scan(long cursor, BiConsumer<byte[], byte[]> consumer);

    /** Gives {@code count} fields, each drawn anew from all; there is at least one. */
    void draw(RandomGenerator random, long count, BiConsumer<byte[], byte[]> consumer);

    /** Gives {@code count} different fields, fewer than there are. */
    void sample(RandomGenerator random, int count, BiConsumer<byte[], byte[]> consumer);

    HashFields copy();
}
