package io.redispatterns.writebehind;

/**
 * Versions as Redis has them, {@code milliseconds-number}, and as one number: the milliseconds in the upper 44 bits and the
 * number in the lower 20. The order is the same.
 */
final class Version {

    private static final int NUMBER_BITS = 20;
    private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;

    private Version() {}

    static long parse(String version) {
        int dash = version.indexOf('-');
        long millis = Long.parseLong(version, 0, dash, 10);
        return millis << NUMBER_BITS | Long.parseLong(version, dash + 1, version.length(), 10);
    }

    static String format(long version) {
        return millis(version) + "-" + (version & NUMBER_MASK);
    }

    static long millis(long version) {
        return version >>> NUMBER_BITS;
    }

    static long ofMillis(long millis) {
        return millis << NUMBER_BITS;
    }
}
