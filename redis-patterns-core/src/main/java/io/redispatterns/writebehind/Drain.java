package io.redispatterns.writebehind;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Waits until shards have nothing left of what was accepted before. */
final class Drain {

    /** How often the consumers are told to hurry: one that was told may have lost the shard. */
    private static final long REMIND_NANOS = Duration.ofMillis(500).toNanos();

    /** What a measured shard has. */
    record Measure(long clock, long depth, long oldest, Duration lag, long dead) {

        static Measure of(RedisValue reply) {
            List<RedisValue> parts = reply.asList();
            return new Measure(
                    parts.get(0).asLong(),
                    parts.get(1).asLong(),
                    parts.get(2).asLong(),
                    Duration.ofNanos(parts.get(3).asLong() * 1_000),
                    parts.get(4).asLong());
        }
    }

    private final RedisGateway gateway;
    private final byte[] channel;
    private final Progress progress;

    Drain(RedisGateway gateway, byte[] channel, Progress progress) {
        this.gateway = gateway;
        this.channel = channel;
        this.progress = progress;
    }

    /** Measures shards, in one round trip. */
    List<Measure> measure(List<Shard> shards) {
        return gateway.pipeline(shards.stream().map(Shard::measure).toList()).stream()
                .map(Measure::of)
                .toList();
    }

    /** Waits until nothing is pending of what is accepted now; false if the deadline passed before. */
    boolean await(List<Shard> shards, long deadlineNanos) throws InterruptedException {
        Map<Shard, Long> left = new HashMap<>();
        List<Measure> measures = measure(shards);
        for (int i = 0; i < measures.size(); i++) {
            if (measures.get(i).depth() > 0) {
                left.put(shards.get(i), measures.get(i).clock());
            }
        }
        long remindNanos = System.nanoTime();
        while (!left.isEmpty()) {
            if (System.nanoTime() - remindNanos >= 0) {
                hurry(left);
                remindNanos = System.nanoTime() + REMIND_NANOS;
            }
            if (!progress.await(deadlineNanos)) {
                return false;
            }
            removeDone(left);
        }
        return true;
    }

    private void hurry(Map<Shard, Long> left) {
        List<Command> messages = new ArrayList<>();
        left.forEach((shard, cut) -> messages.add(Signals.hurry(channel, shard.number(), cut)));
        List<RedisValue> unused = gateway.pipeline(messages);
    }

    private void removeDone(Map<Shard, Long> left) {
        List<Shard> shards = List.copyOf(left.keySet());
        List<Measure> measures = measure(shards);
        for (int i = 0; i < shards.size(); i++) {
            long oldest = measures.get(i).oldest();
            Long cut = left.get(shards.get(i));
            if (oldest == 0 || (cut != null && oldest > cut)) {
                left.remove(shards.get(i));
            }
        }
    }
}
