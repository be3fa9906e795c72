package io.redispatterns.engine.util;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Austin Appleby's hash function MurmurHash2 in the form for 64-bit machines ("64A"): quick, well mixed, not safe against attackers. */
public final class MurmurHash {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FACTOR = 0xc6a4a7935bd1e995L;
    private static final int SHIFT = 47;

    private MurmurHash() {}

    /** Returns the hash of all bytes. O(N). */
    public static long hash(byte[] bytes, long seed) {
        long hash = seed ^ (bytes.length * FACTOR);
        int i = 0;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            long word = (long) WORDS.get(bytes, i) * FACTOR;
            hash = (hash ^ ((word ^ (word >>> SHIFT)) * FACTOR)) * FACTOR;
        }
        if (i < bytes.length) {
            hash = (hash ^ lastWord(bytes, i)) * FACTOR;
        }
        hash = (hash ^ (hash >>> SHIFT)) * FACTOR;
        return hash ^ (hash >>> SHIFT);
    }

    private static long lastWord(byte[] bytes, int from) {
        long word = 0;
        for (int i = bytes.length - 1; i >= from; i--) {
            word = (word << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return word;
    }
}
