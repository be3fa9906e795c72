package io.redispatterns.cache;

import io.redispatterns.cache.CacheEvent.Operation;
import io.redispatterns.cache.Found.Nothing;
import io.redispatterns.cache.Found.Seen;
import io.redispatterns.cache.Found.Unknown;
import io.redispatterns.cache.Found.Value;
import io.redispatterns.cache.OwedInvalidations.Kind;
import io.redispatterns.codec.Codec;
import io.redispatterns.codec.DecodeException;
import io.redispatterns.codec.SizeLimitedCodec;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.key.Ttl;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.GatewayException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Script;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of a cache in Redis: reading and writing. What Redis does not do is recorded, and never thrown. */
final class EntryStore<V> {

    private static final Command MGET = Command.of("MGET");
    private static final Command SET = Command.of("SET");
    private static final Command PTTL = Command.of("PTTL");
    private static final Command UNLINK = Command.of("UNLINK");
    private static final Command EXPIRE = Command.of(Script.resource(EntryStore.class, "expire.lua"));
    private static final int BATCH = 1_000;

    private final RedisGateway gateway;
    private final KeyTemplate keys;
    private final Codec<V> codec;
    private final Generations generations;
    private final boolean needsAge;
    private final ValueSizeConfig size;
    private final ChunkStore chunks;
    private final byte[] wakeChannel;
    private final OwedInvalidations owed;
    private final CacheRecorder recorder;

    /**
     * The entries.
     *
     * @param needsAge whether readers want to know for how long values stay fresh
     * @param size how large values may be
     * @param wakeChannel where those are told who wait for a load
     * @param owed invalidations that come before anything that is done to an entry
     */
    EntryStore(
            RedisGateway gateway,
            KeyTemplate keys,
            Codec<V> codec,
            Generations generations,
            boolean needsAge,
            ValueSizeConfig size,
            byte[] wakeChannel,
            OwedInvalidations owed,
            CacheRecorder recorder) {
        this.gateway = gateway;
        this.keys = keys;
        this.codec = SizeLimitedCodec.of(codec, size.maxBytes());
        this.size = size;
        this.chunks = new ChunkStore(gateway);
        this.generations = generations;
        this.needsAge = needsAge;
        this.wakeChannel = wakeChannel;
        this.owed = owed;
        this.recorder = recorder;
    }

    byte[] key(String id) {
        return keys.key(id);
    }

    /** How commands that read are sent as a batch. */
    @FunctionalInterface
    interface Pipeline {
        List<RedisValue> run(List<Command> commands);
    }

    /** Reads an entry with the marks, by one command: an invalidation that was done before is not overlooked. */
    Found<V> read(String id) {
        return read(id, commands -> owed.pipeline(List.of(id), commands));
    }

    /** {@link #read(String)} by another connection. */
    Found<V> readBy(Pipeline connection, String id) {
        return read(id, commands -> afterPayment(List.of(id), connection, commands));
    }

    private List<RedisValue> afterPayment(List<String> ids, Pipeline connection, List<Command> commands) {
        owed.payFor(ids);
        return connection.run(commands);
    }

    private Found<V> read(String id, Pipeline pipeline) {
        try {
            byte[] key = keys.key(id);
            Command both = MGET.key(key).key(generations.marksKey());
            List<RedisValue> replies = pipeline.run(needsAge ? List.of(both, PTTL.key(key)) : List.of(both));
            List<RedisValue> values = replies.get(0).orThrow().asList();
            long ttl = needsAge ? replies.get(1).orThrow().asLong() : Long.MAX_VALUE;
            Marks marks = generations.marks(values.get(1));
            recorder.backendAnswered();
            return read(id, values.get(0), ttl, new Seen(marks, marks.bounds()));
        } catch (GatewayException e) {
            recorder.backendFailed(id, Operation.READ, e);
            return new Unknown<>(e);
        }
    }

    /**
     * Reads entries with the marks, in one round trip.
     *
     * @param ids at least one, without repetition
     */
    Map<String, Found<V>> readAll(List<String> ids) {
        return readAll(ids, needsAge);
    }

    /** {@link #readAll(List)}, whether or not the cache's readers want to know for how long values stay fresh. */
    Map<String, Found<V>> readAll(List<String> ids, boolean withAge) {
        return readAll(ids, withAge, commands -> owed.pipeline(ids, commands));
    }

    /** {@link #readAll(List)} by another connection. */
    Map<String, Found<V>> readAllBy(Pipeline connection, List<String> ids) {
        return readAll(ids, needsAge, commands -> afterPayment(ids, connection, commands));
    }

    private Map<String, Found<V>> readAll(List<String> ids, boolean withAge, Pipeline pipeline) {
        Map<String, Found<V>> all = new LinkedHashMap<>();
        try {
            List<byte[]> entryKeys = ids.stream().map(keys::key).toList();
            List<Command> commands = new ArrayList<>();
            commands.add(MGET.keys(entryKeys).key(generations.marksKey()));
            if (withAge) {
                entryKeys.forEach(key -> commands.add(PTTL.key(key)));
            }
            List<RedisValue> replies = pipeline.run(commands);
            List<RedisValue> values = replies.get(0).orThrow().asList();
            Marks marks = generations.marks(values.get(ids.size()));
            recorder.backendAnswered();
            Seen seen = new Seen(marks, marks.bounds());
            for (int i = 0; i < ids.size(); i++) {
                long ttl = withAge ? replies.get(i + 1).orThrow().asLong() : Long.MAX_VALUE;
                all.put(ids.get(i), read(ids.get(i), values.get(i), ttl, seen));
            }
        } catch (GatewayException e) {
            recorder.backendFailed(null, Operation.READ, e);
            ids.forEach(id -> all.putIfAbsent(id, new Unknown<>(e)));
        }
        return all;
    }

    private Found<V> read(String id, RedisValue entry, long ttl, Seen seen) {
        return entry.isNil() ? new Nothing<>(Envelope.NO_TOKEN, seen) : read(id, entry.asBytes(), ttl, seen);
    }

    /** Where the generations stand. */
    Marks readMarks() {
        return generations.marks(gateway.call(generations.readMarks()));
    }

    /**
     * Makes of an entry's bytes what they mean to a reader.
     *
     * @param ttl of the entry in ms, or {@link Long#MAX_VALUE} if it was not asked for
     */
    Found<V> read(String id, byte[] bytes, long ttl, Seen seen) {
        try {
            Envelope envelope = Envelope.read(bytes);
            long generation = envelope.generation();
            Bounds bounds = seen.bounds().and(generations.bounds(generation, envelope.tags(), seen.marks()));
            Seen now = seen.with(bounds);
            if (generation < bounds.removed()) {
                // Its lease, if there is one, is void as well.
                return new Nothing<>(Envelope.NO_TOKEN, now);
            }
            if (envelope.isOnlyALease()) {
                return new Nothing<>(envelope.token(), now);
            }
            V value = decode(id, envelope);
            if (value == null && !envelope.isNoValue()) {
                return new Nothing<>(Envelope.NO_TOKEN, seen.with(bounds.removing(generation)));
            }
            return new Value<>(value, envelope, freshMillis(id, envelope, ttl, bounds), now);
        } catch (DecodeException e) {
            recorder.undecodable(id, e);
            return new Nothing<>(Envelope.NO_TOKEN, seen.with(Bounds.EVERYTHING));
        }
    }

    /** The value of an entry, or null if it says that there is none, or cannot be read. */
    @Nullable
    V decode(String id, Envelope envelope) {
        if (envelope.isNoValue()) {
            return null;
        }
        try {
            if (envelope.isChunked()) {
                return codec.decode(chunks.read(keys.key(id), envelope.payload()));
            }
            byte[] bytes = envelope.bytes();
            int offset = envelope.payloadOffset();
            return codec.decode(bytes, offset, bytes.length - offset);
        } catch (GatewayException e) {
            throw e;
        } catch (RuntimeException e) {
            recorder.undecodable(id, e);
            return null;
        }
    }

    private long freshMillis(String id, Envelope envelope, long ttl, Bounds bounds) {
        if (envelope.isExpired() || envelope.generation() < bounds.expired()) {
            return 0;
        }
        if (ttl == Long.MAX_VALUE && !envelope.hasStaleLife()) {
            return Long.MAX_VALUE;
        }
        long known =
                ttl == Long.MAX_VALUE ? gateway.call(PTTL.key(keys.key(id))).asLong() : ttl;
        return envelope.freshMillis() - (envelope.lifeMillis() - known);
    }

    /**
     * Encodes a value, and writes its chunks if it is to have any.
     *
     * @throws GatewayException if the chunks could not be written
     * @throws RuntimeException what the codec throws on the value
     */
    Body encode(String id, @Nullable V value, Ttl life) {
        if (value == null) {
            return new Body(null, false);
        }
        byte[] payload = codec.encode(value);
        return size.isChunked(payload)
                ? new Body(chunks.write(keys.key(id), payload, size.chunkBytes(), life), true)
                : new Body(payload, false);
    }

    /** Makes the bytes of an entry of a generation. */
    @FunctionalInterface
    interface EntryOf {
        byte[] generation(long generation);
    }

    /**
     * Writes an entry, whatever was there. It is of the generation that was the latest before the write.
     *
     * @return whether Redis has confirmed
     */
    boolean write(String id, EntryOf entry, Ttl ttl) {
        try {
            Marks assumed = generations.lastKnown();
            Marks marks = write(id, entry, ttl, assumed);
            if (marks.latest() != assumed.latest()) {
                write(id, entry, ttl, marks);
            }
        } catch (GatewayException e) {
            // What is there now may be older than what was to be written.
            owed.oweIds(List.of(id), Kind.REMOVE);
            return recorder.backendFailed(id, Operation.WRITE, e);
        }
        recorder.stored(id, ttl);
        return true;
    }

    /** Writes and reads the marks in one round trip. */
    private Marks write(String id, EntryOf entry, Ttl ttl, Marks assumed) {
        Command set = SET.key(keys.key(id))
                .arg(entry.generation(assumed.latest()))
                .arg("PX")
                .arg(ttl.millis());
        List<RedisValue> replies = owed.pipeline(List.of(id), List.of(set, generations.readMarks()));
        replies.get(0).orThrow();
        return generations.marks(replies.get(1).orThrow());
    }

    /** Removes entries, whose leases end. */
    boolean remove(Collection<String> ids) {
        return inBatches(ids, Kind.REMOVE, UNLINK::key);
    }

    /** Makes entries stale, whose leases end. */
    boolean expire(Collection<String> ids) {
        return inBatches(ids, Kind.EXPIRE, key -> EXPIRE.key(key).arg(wakeChannel));
    }

    /** What is done to one key. Each has a command of its own, since they may be in different slots of a cluster. */
    @FunctionalInterface
    private interface Change {
        Command of(byte[] key);
    }

    private boolean inBatches(Collection<String> ids, Kind kind, Change change) {
        Iterator<String> rest = ids.iterator();
        boolean done = true;
        while (rest.hasNext()) {
            List<String> batch = new ArrayList<>();
            while (rest.hasNext() && batch.size() < BATCH) {
                batch.add(rest.next());
            }
            done &= batch(batch, kind, change);
        }
        return done;
    }

    private boolean batch(List<String> ids, Kind kind, Change change) {
        try {
            long changed = 0;
            List<Command> commands =
                    ids.stream().map(id -> change.of(keys.key(id))).toList();
            for (RedisValue reply : owed.pipeline(ids, commands)) {
                changed += reply.orThrow().asLong();
            }
            recorder.evicted(changed);
        } catch (GatewayException e) {
            owed.oweIds(ids, kind);
            return recorder.backendFailed(ids.size() == 1 ? ids.get(0) : null, Operation.INVALIDATE, e);
        }
        ids.forEach(recorder::invalidated);
        return true;
    }
}
