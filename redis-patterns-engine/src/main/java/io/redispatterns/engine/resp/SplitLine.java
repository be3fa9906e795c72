package io.redispatterns.engine.resp;

import io.redispatterns.engine.util.Bytes;
import java.util.Arrays;

/** The beginning of a line whose end has not arrived yet. Without a beginning it holds no array. */
final class SplitLine {

    private static final int INITIAL_CAPACITY = 32;

    private byte[] bytes = Bytes.EMPTY;
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void append(byte[] from, int offset, int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(INITIAL_CAPACITY, Math.max(length + count, length * 2)));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void clear() {
        bytes = Bytes.EMPTY;
        length = 0;
    }
}
