package io.redispatterns.codec;

import java.util.Arrays;

/**
 * The form of cached bytes, version 1: a header that says how to read them, and the payload.
 *
 * <pre>
 * byte 0       wire version, 1
 * byte 1       flags: bit 0 = there is no value (a kept null), and no payload
 *              bits 1-3 are reserved for flags that a reader has to know, bits 4-7 for those it may ignore
 * byte 2       length of the header in bytes, 3 to 255
 * bytes 3 …    fields added by later versions, each one byte type, one byte length, and the content;
 *              a reader skips them all by the length of the header
 * the rest     payload
 * </pre>
 *
 * <p>A reader refuses another wire version and an unknown flag among bits 1-3; everything else can be added without
 * breaking it.
 */
public final class Envelope {

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 3;
    private static final int NO_VALUE = 0b0000_0001;
    private static final int UNKNOWN_AND_NEEDED = 0b0000_1110;

    private Envelope() {}

    /** The enveloped form of a payload. */
    public static byte[] wrap(byte[] payload) {
        byte[] enveloped = new byte[HEADER_BYTES + payload.length];
        enveloped[0] = VERSION;
        enveloped[2] = HEADER_BYTES;
        System.arraycopy(payload, 0, enveloped, HEADER_BYTES, payload.length);
        return enveloped;
    }

    /** The enveloped form of the knowledge that there is no value. */
    public static byte[] noValue() {
        return new byte[] {VERSION, NO_VALUE, HEADER_BYTES};
    }

    /** Whether enveloped bytes, whose header has been checked by {@link #payloadOffset}, say that there is no value. */
    public static boolean isNoValue(byte[] enveloped) {
        return (enveloped[1] & NO_VALUE) != 0;
    }

    /**
     * Checks the header of enveloped bytes and gives the index of the first byte of the payload, which goes to the end.
     *
     * @throws DecodeException if this is not an envelope that version 1 can read
     */
    public static int payloadOffset(byte[] enveloped) {
        if (enveloped.length < HEADER_BYTES || enveloped[0] != VERSION) {
            throw new DecodeException("not an envelope of wire version " + VERSION + ": " + start(enveloped), null);
        }
        if ((enveloped[1] & UNKNOWN_AND_NEEDED) != 0) {
            throw new DecodeException("an envelope with a flag of a later version: " + start(enveloped), null);
        }
        int offset = enveloped[2] & 0xff;
        if (offset < HEADER_BYTES || offset > enveloped.length || (isNoValue(enveloped) && offset < enveloped.length)) {
            throw new DecodeException("an envelope whose length is wrong: " + start(enveloped), null);
        }
        return offset;
    }

    private static String start(byte[] bytes) {
        return bytes.length + " bytes, header " + Arrays.toString(Arrays.copyOf(bytes, Math.min(bytes.length, 3)));
    }
}
