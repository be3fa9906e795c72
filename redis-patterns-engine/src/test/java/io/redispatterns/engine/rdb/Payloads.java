package io.redispatterns.engine.rdb;

import io.redispatterns.engine.type.ListLimits;
import io.redispatterns.engine.type.ListpackLimits;
import io.redispatterns.engine.type.SetLimits;
import io.redispatterns.engine.util.Crc64;
import java.util.Arrays;
import java.util.HexFormat;

/** Payloads for tests. */
final class Payloads {

    static final ListpackLimits LISTPACK = new ListpackLimits(128, 64);
    static final ValueLimits LIMITS =
            new ValueLimits(LISTPACK, ListLimits.of(-2), new SetLimits(512, LISTPACK), LISTPACK);

    private static final int CHECKSUM_SIZE = 8;

    private Payloads() {}

    /** Returns the payload of a value in its RDB form, written in hexadecimal digits. */
    static byte[] of(int type, String hex) {
        byte[] content = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] payload = new byte[1 + content.length + 2 + CHECKSUM_SIZE];
        payload[0] = (byte) type;
        System.arraycopy(content, 0, payload, 1, content.length);
        payload[1 + content.length] = 10;
        return checked(payload);
    }

    /** Sets the checksum right. */
    static byte[] checked(byte[] payload) {
        int end = payload.length - CHECKSUM_SIZE;
        long crc = Crc64.of(payload, end);
        for (int i = 0; i < CHECKSUM_SIZE; i++) {
            payload[end + i] = (byte) (crc >>> (i * Byte.SIZE));
        }
        return payload;
    }

    /** Returns the payload with another byte, its checksum right again. */
    static byte[] with(byte[] payload, int index, int value) {
        byte[] changed = Arrays.copyOf(payload, payload.length);
        changed[index] = (byte) value;
        return checked(changed);
    }
}
