package io.redispatterns.writebehind;

import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Wakes the consumer of a shard when there is a reason, here or in another instance. Nobody waits for that: a consumer that
 * was not woken looks after its poll interval.
 */
final class Waking {

    private final RedisGateway gateway;
    private final byte[] channel;
    private final List<ShardConsumer> consumers;
    private final int batchSize;

    Waking(RedisGateway gateway, byte[] channel, List<ShardConsumer> consumers, int batchSize) {
        this.gateway = gateway;
        this.channel = channel;
        this.consumers = consumers;
        this.batchSize = batchSize;
    }

    /** An id was added to a shard: tells of the first, whose delay begins, and of the one that fills a batch. */
    void added(int shard, long version, long pending) {
        if (pending == batchSize) {
            wake(shard, Version.millis(version));
        } else if (pending == 1) {
            wake(shard, 0);
        }
    }

    /** Has everything in a shard up to a time written at once, or with time 0 after its delay. */
    void wake(int shard, long eagerUpToMillis) {
        if (consumers.get(shard).isLeased()) {
            consumers.get(shard).heard(eagerUpToMillis);
        } else {
            CompletionStage<RedisValue> unused = gateway.callAsync(Signals.hurry(channel, shard, eagerUpToMillis));
        }
    }
}
