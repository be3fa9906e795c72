package io.redispatterns.writebehind;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/** Ids as bytes and as members of shards. Both are part of what is stored, and never change. */
final class Ids {

    /** 2^32 divided by the golden ratio: spreads ids that differ in little, such as consecutive numbers. */
    private static final int SPREAD = 0x9E3779B9;

    private Ids() {}

    static byte[] encode(String id) {
        try {
            ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(id));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("an id is well-formed Unicode, not \"" + id + "\"", e);
        }
    }

    static String decode(byte[] id) {
        return new String(id, UTF_8);
    }

    static int shardOf(String id, int shards) {
        return Integer.remainderUnsigned((id.hashCode() * SPREAD) >>> 8, shards);
    }
}
