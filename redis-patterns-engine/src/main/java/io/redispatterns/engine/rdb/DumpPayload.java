package io.redispatterns.engine.rdb;

import io.redispatterns.engine.type.Value;
import io.redispatterns.engine.util.Crc64;

/**
 * A value on its way from one server to another: what DUMP gives and RESTORE takes. The value in its RDB form is followed by the version
 * of that form in 2 bytes and a checksum of all that in 8, both little-endian.
 */
public final class DumpPayload {

    private static final int VERSION_SIZE = 2;
    private static final int CHECKSUM_SIZE = 8;
    private static final int FOOTER_SIZE = VERSION_SIZE + CHECKSUM_SIZE;
    /** That of Redis 7.4. */
    private static final int NEWEST_VERSION = 12;

    private DumpPayload() {}

    /** Returns the payload of a value. O(N). */
    public static byte[] of(Value value) {
        RdbOutput out = new RdbOutput();
        new ValueWriting(out).write(value);
        return sealed(out, ValueWriting.version(value));
    }

    /** Returns what was written, with its footer. */
    static byte[] sealed(RdbOutput out, int version) {
        out.littleEndian(version, VERSION_SIZE);
        byte[] checked = out.toBytes();
        out.littleEndian(Crc64.of(checked, checked.length), CHECKSUM_SIZE);
        return out.toBytes();
    }

    /** Whether version and checksum of a payload are right, so that it may be read. O(length). */
    public static boolean isIntact(byte[] payload) {
        if (payload.length < FOOTER_SIZE) {
            return false;
        }
        RdbInput footer = new RdbInput(payload, payload.length);
        footer.skip(payload.length - FOOTER_SIZE);
        long version = footer.unsigned(VERSION_SIZE);
        long checksum = footer.unsigned(CHECKSUM_SIZE);
        return version <= NEWEST_VERSION && checksum == Crc64.of(payload, payload.length - CHECKSUM_SIZE);
    }

    /** Returns what an intact payload has before its footer. */
    static RdbInput content(byte[] payload) {
        return new RdbInput(payload, payload.length - FOOTER_SIZE);
    }

    /**
     * Returns the value of a payload that is intact; it may be anything all the same. What follows the value is ignored, as Redis does.
     * O(N) and no more memory than the payload accounts for.
     *
     * @param limits what the compact encodings may hold, now
     * @throws IllegalArgumentException when there is no value in it, an empty one, or one that contradicts itself
     */
    public static Value read(byte[] payload, ValueLimits limits) {
        return new ValueReading(content(payload), limits).value();
    }
}
