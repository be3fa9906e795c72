package io.redispatterns.writebehind;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.redispatterns.codec.Codec;
import io.redispatterns.codec.DecodeException;
import org.jspecify.annotations.Nullable;

/**
 * Intents as bytes. The content is a letter for the kind, {@code P} or {@code R}, and the value of a put; what is pending
 * has the version in front of it, whose digits end at the letter.
 */
final class Intents<V> {

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

    /** Where the content of what is pending begins: after the version. */
    static int contentOffset(byte[] pending) {
        int offset = 0;
        while (offset < pending.length && pending[offset] != PUT && pending[offset] != REMOVE) {
            offset++;
        }
        if (offset == pending.length) {
            throw new DecodeException("not a pending intent: " + pending.length + " bytes without a kind", null);
        }
        return offset;
    }

    static boolean isRemoval(byte[] bytes, int offset) {
        return bytes[offset] == REMOVE;
    }

    /** The value of the content that begins at an offset; null for a removal. */
    @Nullable
    V value(byte[] bytes, int offset) {
        return isRemoval(bytes, offset) ? null : codec.decode(bytes, offset + 1, bytes.length - offset - 1);
    }

    Pending<V> pending(byte[] pending) {
        int offset = contentOffset(pending);
        long version = Version.parse(new String(pending, 0, offset, ISO_8859_1));
        V value = value(pending, offset);
        return value == null ? new Pending.Removal<>(version) : new Pending.Value<>(value, version);
    }
}
