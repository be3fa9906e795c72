package io.redispatterns.engine.resp;

/**
 * What a client may send.
 *
 * @param maxBulkLength the longest argument, in bytes; in any case an argument is not longer than a Java array
 * @param authenticated whether the client may send more than the few short words that AUTH and HELLO need
 */
public record RespLimits(long maxBulkLength, boolean authenticated) {

    /** The most words of a command: the largest 32-bit integer. */
    static final int MAX_WORDS = Integer.MAX_VALUE;

    /** The longest line: an inline command, or a length, in bytes. */
    static final int MAX_LINE_LENGTH = 64 * 1024;

    private static final int MAX_WORDS_BEFORE_LOGIN = 10;
    private static final int MAX_BULK_LENGTH_BEFORE_LOGIN = 16_384;
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

    /** Returns the number of words, which is not positive when no command follows. */
    int checkedWords(long words) {
        if (words > MAX_WORDS) {
            throw new ProtocolException("invalid multibulk length");
        }
        if (!authenticated && words > MAX_WORDS_BEFORE_LOGIN) {
            throw new ProtocolException("unauthenticated multibulk length");
        }
        return (int) Math.max(0, words);
    }

    /** Returns the length of an argument. */
    int checkedBulkLength(long length) {
        if (length < 0 || length > Math.min(maxBulkLength, MAX_ARRAY_LENGTH)) {
            throw new ProtocolException("invalid bulk length");
        }
        if (!authenticated && length > MAX_BULK_LENGTH_BEFORE_LOGIN) {
            throw new ProtocolException("unauthenticated bulk length");
        }
        return (int) length;
    }
}
