package io.redispatterns.engine.rdb;

/**
 * Reads what LZF has compressed (Marc Lehmann's LibLZF). A byte below 32 says how many bytes follow as they are, less one; any other
 * begins a reference to what was read before: 3 bits of its length, or all set and a byte more, and 13 bits of its distance.
 *
 * <p>The input may be anything, so that neither side is left out of bounds.
 */
final class Lzf {

    /** A reference of three bytes stands for 264 at most. */
    private static final int MAX_RATIO = 88;

    private static final int LONG_REFERENCE = 7;

    private Lzf() {}

    /**
     * Returns what was compressed.
     *
     * @param length how long it has to be
     * @throws IllegalArgumentException when the input is none, or one of another length
     */
    static byte[] decompress(byte[] in, long length) {
        if (length < 0 || length > (long) in.length * MAX_RATIO || length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(in.length + " bytes cannot become " + Long.toUnsignedString(length));
        }
        byte[] out = new byte[(int) length];
        try {
            if (decompress(in, out) != out.length) {
                throw new IllegalArgumentException("the compressed bytes are fewer than " + length);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the compressed bytes are cut off or more than " + length, e);
        }
        return out;
    }

    private static int decompress(byte[] in, byte[] out) {
        int to = 0;
        for (int from = 0; from < in.length; ) {
            int control = in[from++] & 0xFF;
            if (control < 32) {
                System.arraycopy(in, from, out, to, control + 1);
                from += control + 1;
                to += control + 1;
            } else {
                int length = control >> 5;
                length += length == LONG_REFERENCE ? in[from++] & 0xFF : 0;
                int source = to - ((control & 0x1F) << 8) - (in[from++] & 0xFF) - 1;
                // What is copied may overlap with the copy: that is how it repeats itself.
                for (int end = to + length + 2; to < end; to++, source++) {
                    out[to] = out[source];
                }
            }
        }
        return to;
    }
}
