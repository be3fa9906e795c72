package io.redispatterns.cache;

import io.redispatterns.codec.DecodeException;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees the space of entries that a tag or a clear has made unreadable. Nothing depends on it: they would end with their
 * ttl. It goes through the keys in steps, with a pause after each that is as long as the step took, and others are served
 * in between.
 */
final class Janitor {

    private static final Logger log = LoggerFactory.getLogger(Janitor.class);
    private static final Command SCAN = Command.of("SCAN");
    private static final Command GETRANGE = Command.of("GETRANGE");
    private static final Command RECLAIM = Command.of(Script.resource(Janitor.class, "reclaim.lua"));

    /** The header with its tags, or as much of it as is worth reading. */
    private static final int HEAD_BYTES = 1_024;

    private static final int ROUND_BEGUN = 1;
    private static final int ROUND_WANTED = 2;

    private final RedisGateway gateway;
    private final CacheRuntime runtime;
    private final KeyTemplate keys;
    private final Generations generations;
    private final int scanCount;
    private final CacheRecorder recorder;

    /** 0 when idle, {@link #ROUND_BEGUN}, and {@link #ROUND_WANTED} if another round is wanted after the current one. */
    private final AtomicInteger rounds = new AtomicInteger();

    Janitor(CacheRuntime runtime, KeyTemplate keys, Generations generations, int scanCount, CacheRecorder recorder) {
        this.gateway = runtime.gateway();
        this.runtime = runtime;
        this.keys = keys;
        this.generations = generations;
        this.scanCount = scanCount;
        this.recorder = recorder;
    }

    /** Begins a round in the background; after the current one, if there is one. */
    void start() {
        if (rounds.getAndUpdate(state -> state == 0 ? ROUND_BEGUN : ROUND_WANTED) == 0) {
            step("0");
        }
    }

    private void step(String cursor) {
        try {
            runtime.executor().execute(() -> sweep(cursor));
        } catch (RejectedExecutionException e) {
            rounds.set(0);
        }
    }

    private void sweep(String cursor) {
        long start = runtime.nanoTime().getAsLong();
        String next;
        try {
            next = page(cursor);
        } catch (GatewayException | DecodeException e) {
            log.debug("the space of invalidated entries of {} is left to their ttl", keys, e);
            next = "0";
        }
        if (!next.equals("0")) {
            pauseBefore(next, runtime.nanoTime().getAsLong() - start);
        } else if (rounds.updateAndGet(state -> state - 1) > 0) {
            step("0");
        }
    }

    private void pauseBefore(String cursor, long nanos) {
        try {
            ScheduledFuture<?> unused = runtime.timer().schedule(() -> step(cursor), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            rounds.set(0);
        }
    }

    private String page(String cursor) {
        List<RedisValue> page = gateway.call(SCAN.arg(cursor)
                        .arg("MATCH")
                        .arg(keys.scanPattern())
                        .arg("COUNT")
                        .arg(scanCount))
                .asList();
        List<byte[]> found =
                page.get(1).asList().stream().map(RedisValue::asBytes).toList();
        if (!found.isEmpty()) {
            reclaim(found);
        }
        return page.get(0).asString();
    }

    private void reclaim(List<byte[]> found) {
        Marks marks = generations.marks(gateway.call(generations.readMarks()));
        List<RedisValue> heads = gateway.pipeline(found.stream()
                .map(key -> GETRANGE.key(key).arg(0).arg(HEAD_BYTES - 1))
                .toList());
        List<Command> reclaims = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            long removed = removedBelow(heads.get(i), marks);
            if (removed > 0) {
                reclaims.add(RECLAIM.key(found.get(i)).arg(removed));
            }
        }
        long removed = 0;
        for (RedisValue reply : gateway.pipeline(reclaims)) {
            removed += reply instanceof RedisValue.Int number ? number.value() : 0;
        }
        recorder.evicted(removed);
    }

    /** The generation below which an entry is to be removed, if it is; else 0. */
    private long removedBelow(RedisValue head, Marks marks) {
        if (!(head instanceof RedisValue.Bulk bytes)) {
            return 0;
        }
        try {
            Envelope envelope = Envelope.head(bytes.asBytes());
            long removed = generations
                    .bounds(envelope.generation(), envelope.tags(), marks)
                    .removed();
            return envelope.generation() < removed ? removed : 0;
        } catch (DecodeException e) {
            return 0;
        }
    }
}
