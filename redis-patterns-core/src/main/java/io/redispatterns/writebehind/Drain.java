package io.redispatterns.writebehind;

import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Waits until shards have nothing left of what was accepted before. */
final class Drain {

    /** How often the consumers are told to hurry: for what came during a write, and if one has lost the shard. */
    private static final long REMIND_NANOS = Duration.ofMillis(200).toNanos();

    /** What a measured shard has. */
    record Measure(long depth, long oldestMillis, long nowMillis, long deadLetters) {

        static Measure of(RedisValue reply) {
            List<RedisValue> parts = reply.asList();
            return new Measure(
                    parts.get(0).asLong(),
                    parts.get(1).asLong(),
                    parts.get(2).asLong(),
                    parts.get(3).asLong());
        }

        Duration lag() {
            return oldestMillis == 0 ? Duration.ZERO : Duration.ofMillis(Math.max(0, nowMillis - oldestMillis));
        }

        boolean isDone(long cutMillis) {
            return oldestMillis == 0 || oldestMillis > cutMillis;
        }
    }

    private final RedisGateway gateway;
    private final Waking waking;
    private final Progress progress;

    Drain(RedisGateway gateway, Waking waking, Progress progress) {
        this.gateway = gateway;
        this.waking = waking;
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
        Map<Shard, Long> cuts = cut(shards);
        cuts.forEach(this::hurry);
        long remindNanos = System.nanoTime() + REMIND_NANOS;
        while (!cuts.isEmpty()) {
            if (!progress.await(deadlineNanos)) {
                return false;
            }
            boolean isTimeToRemind = System.nanoTime() - remindNanos >= 0;
            look(cuts, isTimeToRemind);
            if (isTimeToRemind) {
                remindNanos = System.nanoTime() + REMIND_NANOS;
            }
        }
        return true;
    }

    /** The shards with something pending, and the time up to which that is waited for. */
    private Map<Shard, Long> cut(List<Shard> shards) {
        Map<Shard, Long> cuts = new HashMap<>();
        List<RedisValue> replies =
                gateway.pipeline(shards.stream().map(Shard::cut).toList());
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i).asLong() > 0) {
                cuts.put(shards.get(i), replies.get(i).asLong());
            }
        }
        return cuts;
    }

    private void look(Map<Shard, Long> cuts, boolean isTimeToRemind) {
        List<Shard> shards = List.copyOf(cuts.keySet());
        List<Measure> measures = measure(shards);
        for (int i = 0; i < shards.size(); i++) {
            long cut = cuts.getOrDefault(shards.get(i), 0L);
            if (measures.get(i).isDone(cut)) {
                cuts.remove(shards.get(i));
            } else if (isTimeToRemind) {
                hurry(shards.get(i), Math.max(cut, measures.get(i).nowMillis()));
            }
        }
    }

    private void hurry(Shard shard, long eagerUpToMillis) {
        waking.wake(shard.number(), eagerUpToMillis);
    }
}
