package io.redispatterns.engine.rdb;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads ziplists, in which Redis packed short elements before listpacks (Redis 6's ziplist.c): size in bytes, offset of the last entry
 * and number of entries in 4, 4 and 2 bytes; the entries; 0xFF. An entry has the size of the one in front of it, a head, and the string
 * if it is one.
 *
 * <pre>
 * 00xxxxxx string                     string shorter than 64 bytes
 * 01xxxxxx xxxxxxxx string            string shorter than 16384 bytes
 * 10000000 length:32 string           longer string
 * 0xC0 :16  0xD0 :32  0xE0 :64  0xF0 :24  0xFE :8     integers
 * 0xF1 to 0xFD                        integers 0 to 12
 * </pre>
 */
final class Ziplist {

    private static final int END = 0xFF;
    private static final int UNCOUNTED = 0xFFFF;
    /** What stands in front of a size that needs 4 bytes. */
    private static final int WIDE = 0xFE;

    private final RdbInput in;
    private final List<byte[]> elements = new ArrayList<>();
    private int lastEntry;

    private Ziplist(byte[] bytes) {
        this.in = new RdbInput(bytes, bytes.length);
    }

    /**
     * Returns the elements.
     *
     * @throws IllegalArgumentException when the bytes are no ziplist
     */
    static List<byte[]> elements(byte[] bytes) {
        Ziplist ziplist = new Ziplist(bytes);
        ziplist.read(bytes.length);
        return ziplist.elements;
    }

    private void read(int size) {
        require(in.unsigned(Integer.BYTES) == size, "the size is wrong");
        long statedLast = in.unsigned(Integer.BYTES);
        long stated = in.unsigned(Short.BYTES);
        lastEntry = in.at();
        int sizeInFront = 0;
        for (int head = in.unsignedByte(); head != END; head = in.unsignedByte()) {
            lastEntry = in.at() - 1;
            require(sizeInFront(head) == sizeInFront, "an entry does not tell the size of the one in front of it");
            elements.add(element(in.unsignedByte()));
            sizeInFront = in.at() - lastEntry;
        }
        require(in.remaining() == 0, "bytes follow the end");
        require(statedLast == lastEntry, "the offset of the last entry is wrong");
        require(stated == elements.size() || stated == UNCOUNTED, "the number of entries is wrong");
    }

    private long sizeInFront(int head) {
        return head == WIDE ? in.unsigned(Integer.BYTES) : head;
    }

    private byte[] element(int head) {
        return switch (head >> 6) {
            case 0 -> in.bytes(head);
            case 1 -> in.bytes(((head & 0x3FL) << Byte.SIZE) | in.unsignedByte());
            case 2 -> longString(head);
            default -> Bytes.of(integer(head));
        };
    }

    private byte[] longString(int head) {
        require(head == 0x80, "there is no entry of such a type");
        return in.bytes(in.bigEndian(Integer.BYTES));
    }

    private long integer(int head) {
        return switch (head) {
            case 0xC0 -> in.signed(Short.BYTES);
            case 0xD0 -> in.signed(Integer.BYTES);
            case 0xE0 -> in.signed(Long.BYTES);
            case 0xF0 -> in.signed(3);
            case 0xFE -> in.signed(Byte.BYTES);
            default -> {
                require(head >= 0xF1 && head <= 0xFD, "there is no entry of such a type");
                yield head - 0xF1;
            }
        };
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("no ziplist: " + otherwise);
        }
    }
}
