package io.redispatterns.writebehind;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.redispatterns.codec.Codec;
import io.redispatterns.codec.DecodeException;
import org.jspecify.annotations.Nullable;

/**
 * Intents as bytes. The content is a letter for the kind, {@code P} or {@code R}, and the value of a put; what is pending
 * has 16 digits of version in front of it.
 */
final class Intents<V> {

    /** Enough for the microseconds up to the year 2286. */
    static final int VERSION_DIGITS = 16;

    private static final byte PUT = 'P';
    private static final byte REMOVE = 'R';

    private final Codec<V> codec;

    Intents(Codec<V> codec) {
        this.codec = codec;
    }

    /** The content of a put, or of a removal if there is no value. */
    byte[] content(@Nullable V value) {
        if (value == null) {
            return new byte[] {REMOVE};
        }
        byte[] payload = codec.encode(value);
        byte[] content = new byte[1 + payload.length];
        content[0] = PUT;
        System.arraycopy(payload, 0, content, 1, payload.length);
        return content;
    }

    /** The version of what is pending. */
    static long version(byte[] pending) {
        if (pending.length <= VERSION_DIGITS) {
            throw new DecodeException("not a pending intent: " + pending.length + " bytes", null);
        }
        return Long.parseLong(new String(pending, 0, VERSION_DIGITS, ISO_8859_1));
    }

    static boolean isRemoval(byte[] bytes, int offset) {
        return switch (bytes[offset]) {
            case PUT -> false;
            case REMOVE -> true;
            default -> throw new DecodeException("not an intent: it is of kind " + bytes[offset], null);
        };
    }

    /** The value of the content that begins at an offset; null for a removal. */
    @Nullable
    V value(byte[] bytes, int offset) {
        return isRemoval(bytes, offset) ? null : codec.decode(bytes, offset + 1, bytes.length - offset - 1);
    }

    Pending<V> pending(byte[] pending) {
        long version = version(pending);
        V value = value(pending, VERSION_DIGITS);
        return value == null ? new Pending.Removal<>(version) : new Pending.Value<>(value, version);
    }
}
