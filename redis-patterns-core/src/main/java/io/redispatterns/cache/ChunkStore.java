package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.redispatterns.codec.ChunkManifest;
import io.redispatterns.codec.Chunks;
import io.redispatterns.codec.DecodeException;
import io.redispatterns.key.Ttl;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Large payloads in pieces. Each write has keys of its own, {@code <entry>%<16 hex digits>-<chunk>}, so that a reader never
 * gets pieces of two; the entry holds the number of the write and the manifest. Chunks end with their ttl, not with the
 * entry.
 */
final class ChunkStore {

    private static final Command GET = Command.of("GET");
    private static final Command SET = Command.of("SET");

    private final RedisGateway gateway;

    ChunkStore(RedisGateway gateway) {
        this.gateway = gateway;
    }

    /**
     * Writes the pieces of a payload.
     *
     * @return what the entry holds in its place
     */
    byte[] write(byte[] entryKey, byte[] payload, int chunkBytes, Ttl life) {
        long write = ThreadLocalRandom.current().nextLong();
        Chunks chunks = Chunks.split(payload, chunkBytes);
        List<Command> commands = new ArrayList<>();
        for (byte[] chunk : chunks.chunks()) {
            commands.add(SET.key(key(entryKey, write, commands.size()))
                    .arg(chunk)
                    .arg("PX")
                    .arg(life.millis()));
        }
        gateway.pipeline(commands).forEach(RedisValue::orThrow);
        byte[] manifest = chunks.manifest().encode();
        return ByteBuffer.allocate(Long.BYTES + manifest.length)
                .putLong(write)
                .put(manifest)
                .array();
    }

    /**
     * Reads a payload.
     *
     * @param held what the entry holds in its place
     * @throws DecodeException if a piece is missing or is not what was written
     */
    byte[] read(byte[] entryKey, byte[] held) {
        if (held.length < Long.BYTES) {
            throw new DecodeException("an entry in chunks without their number", null);
        }
        long write = ByteBuffer.wrap(held).getLong();
        ChunkManifest manifest = ChunkManifest.decode(held, Long.BYTES, held.length - Long.BYTES);
        List<Command> commands = new ArrayList<>(manifest.chunks());
        for (int i = 0; i < manifest.chunks(); i++) {
            commands.add(GET.key(key(entryKey, write, i)));
        }
        List<byte[]> chunks = gateway.pipeline(commands).stream()
                .filter(RedisValue.Bulk.class::isInstance)
                .map(RedisValue::asBytes)
                .toList();
        return new Chunks(manifest, chunks).join();
    }

    private static byte[] key(byte[] entryKey, long write, int chunk) {
        byte[] suffix = String.format("%%%016x-%d", write, chunk).getBytes(US_ASCII);
        byte[] key = Arrays.copyOf(entryKey, entryKey.length + suffix.length);
        System.arraycopy(suffix, 0, key, entryKey.length, suffix.length);
        return key;
    }
}
