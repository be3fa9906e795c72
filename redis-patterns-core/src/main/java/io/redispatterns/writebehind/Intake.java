package io.redispatterns.writebehind;

import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.GatewayTimeoutException;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.writebehind.Acceptance.Outcome;
import io.redispatterns.writebehind.BacklogFullException.Bound;
import io.redispatterns.writebehind.WriteBehindConfig.Outage;
import io.redispatterns.writebehind.WriteBehindEvent.Operation;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Accepts intents, or refuses them, or has their callers write them. */
final class Intake<V> {

    private static final int ADDED = 0;
    private static final int REPLACED = 1;
    private static final int TOO_MANY = 2;

    private final String name;
    private final RedisGateway gateway;
    private final Membership membership;
    private final List<Shard> shards;
    private final Intents<V> intents;
    private final WriterCall<V> writer;
    private final WriteBehindRecorder recorder;
    private final Progress progress;
    private final Waking waking;
    private final ServerClock clock = new ServerClock();
    private final WriteBehindConfig config;

    Intake(
            String name,
            RedisGateway gateway,
            Membership membership,
            List<Shard> shards,
            Intents<V> intents,
            WriterCall<V> writer,
            WriteBehindRecorder recorder,
            Progress progress,
            Waking waking,
            WriteBehindConfig config) {
        this.name = name;
        this.gateway = gateway;
        this.membership = membership;
        this.shards = shards;
        this.intents = intents;
        this.writer = writer;
        this.recorder = recorder;
        this.progress = progress;
        this.waking = waking;
        this.config = config;
    }

    /** One intent on its way in. */
    private record Arrival<V>(
            String id, byte[] key, @Nullable V value, byte[] content, Shard shard) {}

    Acceptance accept(String id, @Nullable V value) {
        Shard shard = shards.get(Ids.shardOf(id, shards.size()));
        Arrival<V> arrival = new Arrival<>(id, Ids.encode(id), value, intents.content(value), shard);
        Acceptance acceptance = acceptOrWrite(arrival);
        recorder.accepted(id, acceptance);
        return acceptance;
    }

    private Acceptance acceptOrWrite(Arrival<V> arrival) {
        try {
            membership.requireAgreement();
            Acceptance acceptance = acceptWithin(
                    arrival, System.nanoTime() + config.blockTimeout().toNanos());
            clock.saw(acceptance.version());
            return acceptance;
        } catch (GatewayException e) {
            recorder.backendFailed(Operation.ACCEPT, e);
            if (config.outage() == Outage.WRITE_THROUGH && isOutage(e)) {
                return writeWithoutRedis(arrival, e);
            }
            throw e;
        }
    }

    private static boolean isOutage(GatewayException e) {
        return e instanceof GatewayUnavailableException || e instanceof GatewayTimeoutException;
    }

    private Acceptance acceptWithin(Arrival<V> arrival, long deadlineNanos) {
        while (true) {
            List<RedisValue> reply = gateway.call(arrival.shard().accept(arrival.key(), arrival.content()))
                    .asList();
            int outcome = (int) reply.get(0).asLong();
            if (outcome == REPLACED) {
                return new Acceptance(version(reply), Outcome.COALESCED);
            }
            if (outcome == ADDED) {
                waking.added(
                        arrival.shard().number(), version(reply), reply.get(2).asLong());
                return new Acceptance(version(reply), Outcome.QUEUED);
            }
            BacklogFullException full =
                    full(arrival.shard(), outcome, reply.get(1).asLong());
            switch (config.overflow()) {
                case WRITE_THROUGH -> {
                    return writeThrough(arrival);
                }
                case REJECT -> throw refused(arrival, full);
                case BLOCK -> {
                    if (!awaitRoom(deadlineNanos)) {
                        throw refused(arrival, full);
                    }
                }
            }
        }
    }

    private BacklogFullException full(Shard shard, int outcome, long actual) {
        return outcome == TOO_MANY
                ? new BacklogFullException(name, shard.number(), Bound.MAX_PENDING, config.maxPendingOfShard(), actual)
                : new BacklogFullException(name, shard.number(), Bound.MAX_AGE, maxAgeMillis(), actual);
    }

    private long maxAgeMillis() {
        return config.maxAge() == null ? 0 : config.maxAge().toMillis();
    }

    private BacklogFullException refused(Arrival<V> arrival, BacklogFullException full) {
        recorder.refused(arrival.id(), full.bound());
        return full;
    }

    private boolean awaitRoom(long deadlineNanos) {
        try {
            return progress.await(deadlineNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AcceptInterruptedException(name, e);
        }
    }

    /**
     * Puts the intent into Redis although it is beyond the bound, for this thread to write: until that is done, or the hold
     * is over because this process is gone, consumers leave the id alone, and what others want with it waits behind it.
     */
    private Acceptance writeThrough(Arrival<V> arrival) {
        Shard shard = arrival.shard();
        List<RedisValue> reply =
                gateway.call(shard.hold(arrival.key(), arrival.content())).asList();
        long version = version(reply);
        if (reply.get(0).asLong() == REPLACED) {
            return new Acceptance(version, Outcome.COALESCED);
        }
        WriteResult result = write(arrival, version, ShardWriting.idempotencyKey(shard, version));
        try {
            RedisValue unused = gateway.call(shard.settleHeld(arrival.key(), version, arrival.content()));
        } catch (GatewayException e) {
            // A consumer writes it again when the hold is over.
            recorder.backendFailed(Operation.ACCEPT, e);
        }
        return writtenOrThrow(arrival, version, result);
    }

    private Acceptance writeWithoutRedis(Arrival<V> arrival, GatewayException outage) {
        OptionalLong version = clock.guess();
        if (version.isEmpty()) {
            throw outage;
        }
        String key = ShardWriting.idempotencyKey(arrival.shard(), version.getAsLong()) + "-direct";
        return writtenOrThrow(arrival, version.getAsLong(), write(arrival, version.getAsLong(), key));
    }

    private WriteResult write(Arrival<V> arrival, long version, String idempotencyKey) {
        Write<V> write = new Write<>(arrival.id(), arrival.value(), version, idempotencyKey, 1);
        WriteResult result =
                writer.write(arrival.shard().number(), List.of(write)).byId().get(arrival.id());
        return result == null ? write.retry(new IllegalStateException("the writer gave no result")) : result;
    }

    private Acceptance writtenOrThrow(Arrival<V> arrival, long version, WriteResult result) {
        if (result instanceof WriteResult.Written) {
            recorder.written(arrival.id(), version, 1);
            return new Acceptance(version, Outcome.WRITTEN);
        }
        Throwable cause =
                result instanceof WriteResult.Retry retry ? retry.cause() : ((WriteResult.Poison) result).cause();
        throw new WriteThroughException(name, arrival.id(), cause);
    }

    private static long version(List<RedisValue> reply) {
        return Version.parse(reply.get(1).asString());
    }
}
