package io.redispatterns.cache;

import io.redispatterns.cache.CacheEvent.Operation;
import io.redispatterns.cache.CacheLookup.CachedNull;
import io.redispatterns.cache.CacheLookup.Failed;
import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.cache.CacheLookup.Miss;
import io.redispatterns.codec.Codec;
import io.redispatterns.codec.Envelope;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.key.Ttl;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of a cache in Redis. What Redis does not do is recorded, and never thrown. */
final class EntryStore<V> {

    private static final Command GET = Command.of("GET");
    private static final Command SET = Command.of("SET");
    private static final Command UNLINK = Command.of("UNLINK");
    private static final Command SCAN = Command.of("SCAN");
    private static final int UNLINK_BATCH = 1_000;

    private final RedisGateway gateway;
    private final KeyTemplate keys;
    private final Codec<V> codec;
    private final int scanCount;
    private final CacheRecorder recorder;

    EntryStore(RedisGateway gateway, KeyTemplate keys, Codec<V> codec, int scanCount, CacheRecorder recorder) {
        this.gateway = gateway;
        this.keys = keys;
        this.codec = codec;
        this.scanCount = scanCount;
        this.recorder = recorder;
    }

    CacheLookup<V> read(String id) {
        RedisValue reply;
        try {
            reply = gateway.call(GET.key(keys.key(id)));
        } catch (GatewayException e) {
            recorder.backendFailed(id, Operation.READ, e);
            return new Failed<>(e);
        }
        recorder.backendAnswered();
        return reply.isNil() ? new Miss<>() : decode(id, reply);
    }

    private CacheLookup<V> decode(String id, RedisValue reply) {
        try {
            byte[] enveloped = reply.asBytes();
            int offset = Envelope.payloadOffset(enveloped);
            return Envelope.isNoValue(enveloped)
                    ? new CachedNull<>()
                    : new Hit<>(codec.decode(enveloped, offset, enveloped.length - offset));
        } catch (RuntimeException e) {
            recorder.undecodable(id, e);
            return new Miss<>();
        }
    }

    byte[] encode(@Nullable V value) {
        return value == null ? Envelope.noValue() : Envelope.wrap(codec.encode(value));
    }

    boolean write(String id, byte[] encoded, Ttl ttl) {
        try {
            gateway.call(SET.key(keys.key(id)).arg(encoded).arg("PX").arg(ttl.millis()));
        } catch (GatewayException e) {
            return recorder.backendFailed(id, Operation.WRITE, e);
        }
        recorder.stored(id, ttl);
        return true;
    }

    boolean remove(Collection<String> ids) {
        Iterator<String> rest = ids.iterator();
        boolean done = true;
        while (rest.hasNext()) {
            List<String> batch = new ArrayList<>();
            while (rest.hasNext() && batch.size() < UNLINK_BATCH) {
                batch.add(rest.next());
            }
            done &= removeBatch(batch);
        }
        return done;
    }

    private boolean removeBatch(List<String> ids) {
        try {
            recorder.evicted(unlink(ids.stream().map(keys::key).toList()));
        } catch (GatewayException e) {
            return recorder.backendFailed(ids.size() == 1 ? ids.get(0) : null, Operation.INVALIDATE, e);
        }
        ids.forEach(recorder::invalidated);
        return true;
    }

    boolean clear() {
        try {
            byte[] cursor = {'0'};
            do {
                List<RedisValue> page = gateway.call(scan(cursor)).asList();
                List<byte[]> found =
                        page.get(1).asList().stream().map(RedisValue::asBytes).toList();
                recorder.evicted(unlink(found));
                cursor = page.get(0).asBytes();
            } while (cursor.length != 1 || cursor[0] != '0');
        } catch (GatewayException e) {
            return recorder.backendFailed(null, Operation.CLEAR, e);
        }
        recorder.cleared();
        return true;
    }

    private Command scan(byte[] cursor) {
        return SCAN.arg(cursor)
                .arg("MATCH")
                .arg(keys.scanPattern())
                .arg("COUNT")
                .arg(scanCount);
    }

    /**
     * Removes keys and gives the number of those that were there. One key for each command, so that the keys may be in
     * different slots of a cluster; one round trip for all.
     */
    private long unlink(List<byte[]> found) {
        long removed = 0;
        for (RedisValue reply : gateway.pipeline(found.stream().map(UNLINK::key).toList())) {
            removed += reply.asLong();
        }
        return removed;
    }
}
