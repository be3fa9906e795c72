package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redispatterns.codec.DecodeException;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of an entry in Redis, wire version 1: a header that scripts change in place, and the payload.
 *
 * <pre>
 * byte  0       wire version, 1
 * byte  1       flags: bit 0 = there is no value (a kept null), bit 1 = there is only a lease, bit 2 = the payload is a
 *               manifest of chunks; bit 3 is reserved for a flag that a reader has to know, bits 4-7 for those it may ignore
 * bytes 2-3     length of the header, 50 and up
 * bytes 4-11    token of the lease: 0 = nobody, all bits set = a pause after a failure
 * bytes 12-19   when the lease or the pause ends, in ms on the server's clock
 * byte  20      1 if somebody in another process waits for the lease to end
 * byte  21      1 if the entry was expired before its time
 * bytes 22-29   the generation as of which the value was loaded
 * bytes 30-37   life in ms: the entry's ttl when it was written
 * bytes 38-45   for how much of that life the value is fresh, in ms
 * bytes 46-49   how long the load took, in µs, at most 2^32-1
 * bytes 50 …    fields: one byte type, two bytes length, content; unknown ones are skipped
 *               1 = a tag, 2 = an entity tag (ETag), 3 = last modified, 8 bytes, in ms since 1970
 * the rest      payload
 * </pre>
 *
 * <p>Numbers are unsigned and big endian. The age of an entry is its life less its remaining ttl, so that nobody's clock
 * but the server's counts.
 */
final class Envelope {

    static final int HEADER_BYTES = 50;

    /** The token of nobody. */
    static final long NO_TOKEN = 0;

    /** The token that stands for a pause after a failure. */
    static final long FAILED_TOKEN = -1;

    private static final byte VERSION = 1;
    private static final int NO_VALUE = 0b0001;
    private static final int ONLY_A_LEASE = 0b0010;
    private static final int CHUNKED = 0b0100;
    private static final int UNKNOWN_AND_NEEDED = 0b1000;

    private static final int LENGTH_AT = 2;
    private static final int TOKEN_AT = 4;
    private static final int EXPIRED_AT = 21;
    private static final int GENERATION_AT = 22;
    private static final int LIFE_AT = 30;
    private static final int FRESH_AT = 38;
    private static final int LOAD_TIME_AT = 46;

    private static final int TAG = 1;
    private static final int ETAG = 2;
    private static final int LAST_MODIFIED = 3;
    private static final int FIELD_HEADER_BYTES = 3;
    private static final int MAX_UNSIGNED_SHORT = 0xffff;
    private static final long MAX_UNSIGNED_INT = 0xffff_ffffL;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;

    private Envelope(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * What is known of a value besides itself.
     *
     * @param generation as of which it was loaded
     * @param lifeMillis how long the entry lives
     * @param freshMillis for how much of that the value is fresh
     * @param loadMicros how long the load took
     * @param tags by which the entry can be invalidated together with others
     * @param etag of the source
     * @param lastModified of the source
     */
    record Facts(
            long generation,
            long lifeMillis,
            long freshMillis,
            long loadMicros,
            List<String> tags,
            @Nullable String etag,
            @Nullable Instant lastModified) {}

    /** The bytes of an entry with a value. */
    static byte[] ofValue(Facts facts, byte[] payload) {
        return compose(facts, 0, payload);
    }

    /** The bytes of an entry whose payload is a manifest of chunks. */
    static byte[] ofChunks(Facts facts, byte[] manifest) {
        return compose(facts, CHUNKED, manifest);
    }

    /** The bytes of an entry that says that there is no value. */
    static byte[] ofNoValue(Facts facts) {
        return compose(facts, NO_VALUE, new byte[0]);
    }

    private static byte[] compose(Facts facts, int flags, byte[] payload) {
        byte[] fields = fields(facts);
        byte[] bytes = new byte[HEADER_BYTES + fields.length + payload.length];
        bytes[0] = VERSION;
        bytes[1] = (byte) flags;
        SHORT.set(bytes, LENGTH_AT, (short) (HEADER_BYTES + fields.length));
        LONG.set(bytes, GENERATION_AT, facts.generation());
        LONG.set(bytes, LIFE_AT, facts.lifeMillis());
        LONG.set(bytes, FRESH_AT, facts.freshMillis());
        INT.set(bytes, LOAD_TIME_AT, (int) Math.min(facts.loadMicros(), MAX_UNSIGNED_INT));
        System.arraycopy(fields, 0, bytes, HEADER_BYTES, fields.length);
        System.arraycopy(payload, 0, bytes, HEADER_BYTES + fields.length, payload.length);
        return bytes;
    }

    private static byte[] fields(Facts facts) {
        if (facts.tags().isEmpty() && facts.etag() == null && facts.lastModified() == null) {
            return new byte[0];
        }
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        facts.tags().forEach(tag -> writeField(fields, TAG, tag.getBytes(UTF_8)));
        if (facts.etag() != null) {
            writeField(fields, ETAG, facts.etag().getBytes(UTF_8));
        }
        if (facts.lastModified() != null) {
            byte[] millis = new byte[Long.BYTES];
            LONG.set(millis, 0, facts.lastModified().toEpochMilli());
            writeField(fields, LAST_MODIFIED, millis);
        }
        if (fields.size() > MAX_UNSIGNED_SHORT - HEADER_BYTES) {
            throw new IllegalArgumentException("the tags of an entry have up to " + (MAX_UNSIGNED_SHORT - HEADER_BYTES)
                    + " bytes together, not " + fields.size());
        }
        return fields.toByteArray();
    }

    private static void writeField(ByteArrayOutputStream fields, int type, byte[] content) {
        fields.write(type);
        fields.write(content.length >>> Byte.SIZE);
        fields.write(content.length);
        fields.writeBytes(content);
    }

    /**
     * Reads the content of an entry.
     *
     * @throws DecodeException if version 1 cannot read it
     */
    static Envelope read(byte[] bytes) {
        Envelope envelope = head(bytes);
        if (envelope.payloadOffset() > bytes.length) {
            throw new DecodeException("an entry that ends within its header: " + start(bytes), null);
        }
        return envelope;
    }

    /** Reads the first bytes of an entry, of which only the fixed part of the header has to be there. */
    static Envelope head(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != VERSION) {
            throw new DecodeException("not an entry of wire version " + VERSION + ": " + start(bytes), null);
        }
        if ((bytes[1] & UNKNOWN_AND_NEEDED) != 0) {
            throw new DecodeException("an entry with a flag of a later version: " + start(bytes), null);
        }
        Envelope envelope = new Envelope(bytes);
        if (envelope.payloadOffset() < HEADER_BYTES) {
            throw new DecodeException("an entry whose header is too short: " + start(bytes), null);
        }
        return envelope;
    }

    private static String start(byte[] bytes) {
        if (bytes.length == 0) {
            return "an empty string, or a key of another type";
        }
        return bytes.length + " bytes, beginning " + Arrays.toString(Arrays.copyOf(bytes, Math.min(bytes.length, 4)));
    }

    byte[] bytes() {
        return bytes;
    }

    int payloadOffset() {
        return (short) SHORT.get(bytes, LENGTH_AT) & MAX_UNSIGNED_SHORT;
    }

    byte[] payload() {
        return Arrays.copyOfRange(bytes, payloadOffset(), bytes.length);
    }

    /** The header alone. */
    Envelope withoutPayload() {
        return new Envelope(Arrays.copyOf(bytes, payloadOffset()));
    }

    /** Whether it says that there is no value. */
    boolean isNoValue() {
        return (bytes[1] & NO_VALUE) != 0;
    }

    /** Whether it says nothing of a value, only that somebody loads it or has failed to. */
    boolean isOnlyALease() {
        return (bytes[1] & ONLY_A_LEASE) != 0;
    }

    boolean isChunked() {
        return (bytes[1] & CHUNKED) != 0;
    }

    /** The token of the lease, or {@link #NO_TOKEN} or {@link #FAILED_TOKEN}. */
    long token() {
        return (long) LONG.get(bytes, TOKEN_AT);
    }

    /** Whether it was expired before its time. */
    boolean isExpired() {
        return bytes[EXPIRED_AT] != 0;
    }

    long generation() {
        return (long) LONG.get(bytes, GENERATION_AT);
    }

    long lifeMillis() {
        return (long) LONG.get(bytes, LIFE_AT);
    }

    long freshMillis() {
        return (long) LONG.get(bytes, FRESH_AT);
    }

    /** How long the load took, in µs. */
    long loadMicros() {
        return (int) INT.get(bytes, LOAD_TIME_AT) & MAX_UNSIGNED_INT;
    }

    /** Whether the value may outlive its freshness. */
    boolean hasStaleLife() {
        return lifeMillis() > freshMillis();
    }

    /** The facts, for an entry that is written again. */
    Facts facts() {
        return new Facts(generation(), lifeMillis(), freshMillis(), loadMicros(), tags(), etag(), lastModified());
    }

    List<String> tags() {
        if (payloadOffset() == HEADER_BYTES) {
            return List.of();
        }
        List<String> tags = new ArrayList<>();
        for (int at = next(HEADER_BYTES, TAG); at >= 0; at = next(afterField(at), TAG)) {
            tags.add(text(at));
        }
        return tags;
    }

    @Nullable
    String etag() {
        int at = next(HEADER_BYTES, ETAG);
        return at < 0 ? null : text(at);
    }

    @Nullable
    Instant lastModified() {
        int at = next(HEADER_BYTES, LAST_MODIFIED);
        return at < 0 || contentLength(at) != Long.BYTES
                ? null
                : Instant.ofEpochMilli((long) LONG.get(bytes, at + FIELD_HEADER_BYTES));
    }

    /** The place of the first field of a type, from a place on; -1 if there is none. */
    private int next(int from, int type) {
        int end = Math.min(payloadOffset(), bytes.length);
        for (int at = from; at + FIELD_HEADER_BYTES <= end && afterField(at) <= end; at = afterField(at)) {
            if (bytes[at] == type) {
                return at;
            }
        }
        return -1;
    }

    private int contentLength(int field) {
        return (short) SHORT.get(bytes, field + 1) & MAX_UNSIGNED_SHORT;
    }

    private int afterField(int field) {
        return field + FIELD_HEADER_BYTES + contentLength(field);
    }

    private String text(int field) {
        return new String(bytes, field + FIELD_HEADER_BYTES, contentLength(field), UTF_8);
    }
}
