package io.redispatterns.writebehind;

import io.redispatterns.codec.Codec;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.RedisGateway;
import java.util.function.Consumer;

/** Makes write-behinds. */
public final class WriteBehinds {

    private WriteBehinds() {}

    /**
     * A write-behind on a gateway, which has to stay open until this is closed. It can be made while Redis is away, and
     * starts when it is there.
     *
     * @param keys the form of its keys, with the id as hash tag; their name is the name of the write-behind
     * @throws IllegalStateException if the instances in Redis have another number of shards
     */
    public static <V> WriteBehind<V> open(
            RedisGateway gateway, KeyTemplate keys, Codec<V> codec, Writer<V> writer, WriteBehindConfig config) {
        return open(gateway, keys, codec, writer, config, closed -> {});
    }

    /**
     * The same.
     *
     * @param whenClosed is told when it has been closed, by whomever
     */
    public static <V> WriteBehind<V> open(
            RedisGateway gateway,
            KeyTemplate keys,
            Codec<V> codec,
            Writer<V> writer,
            WriteBehindConfig config,
            Consumer<WriteBehind<?>> whenClosed) {
        RedisWriteBehind<V> opened = new RedisWriteBehind<>(gateway, keys, codec, writer, config, whenClosed);
        opened.start();
        return opened;
    }
}
