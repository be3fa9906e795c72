package io.redispatterns.engine.rdb;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads zipmaps, in which Redis packed small hashes before version 2.6 (zipmap.c): the number of fields in a byte; each field's length
 * and bytes, its value's length, a number of free bytes, the value's bytes and the free ones; 0xFF.
 */
final class Zipmap {

    private static final int END = 0xFF;
    /** A length that needs 4 bytes, or a number of fields that has to be counted. */
    private static final int WIDE = 0xFE;

    private Zipmap() {}

    /**
     * Returns the fields, each followed by its value.
     *
     * @throws IllegalArgumentException when the bytes are no zipmap
     */
    static List<byte[]> elements(byte[] bytes) {
        RdbInput in = new RdbInput(bytes, bytes.length);
        List<byte[]> elements = new ArrayList<>();
        int stated = in.unsignedByte();
        for (int head = in.unsignedByte(); head != END; head = in.unsignedByte()) {
            elements.add(in.bytes(length(in, head)));
            long valueLength = length(in, in.unsignedByte());
            int free = in.unsignedByte();
            elements.add(in.bytes(valueLength));
            in.skip(free);
        }
        if (in.remaining() > 0 || (stated < WIDE && stated != elements.size() / 2)) {
            throw new IllegalArgumentException("no zipmap of " + stated + " fields");
        }
        return elements;
    }

    private static long length(RdbInput in, int head) {
        if (head == END) {
            throw new IllegalArgumentException("no zipmap: a value is missing");
        }
        return head == WIDE ? in.unsigned(Integer.BYTES) : head;
    }
}
