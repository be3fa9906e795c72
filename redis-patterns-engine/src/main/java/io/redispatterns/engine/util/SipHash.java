package io.redispatterns.engine.util;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * SipHash-1-3 with a secret key of this process, so that nobody can choose keys that collide.
 *
 * <p>Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012.
 */
final class SipHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long KEY_0;
    private static final long KEY_1;

    static {
        SecureRandom random = new SecureRandom();
        KEY_0 = random.nextLong();
        KEY_1 = random.nextLong();
    }

    private SipHash() {}

    static int hash(byte[] data) {
        long v0 = KEY_0 ^ 0x736f6d6570736575L;
        long v1 = KEY_1 ^ 0x646f72616e646f6dL;
        long v2 = KEY_0 ^ 0x6c7967656e657261L;
        long v3 = KEY_1 ^ 0x7465646279746573L;
        int length = data.length;
        int end = length & ~7;
        for (int i = 0; i <= end; i += 8) {
            long m = i < end ? (long) LONGS.get(data, i) : tail(data, end);
            v3 ^= m;
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32) + v3;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= m;
        }
        v2 ^= 0xff;
        for (int i = 0; i < 3; i++) {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32) + v3;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
        long result = v0 ^ v1 ^ v2 ^ v3;
        return (int) (result ^ (result >>> 32));
    }

    private static long tail(byte[] data, int from) {
        long last = (long) data.length << 56;
        for (int i = from; i < data.length; i++) {
            last |= (data[i] & 0xffL) << ((i - from) << 3);
        }
        return last;
    }
}
