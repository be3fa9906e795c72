package io.redispatterns.engine.lua;

import java.util.Arrays;

/** A string that grows. Charges the state's memory before it takes more, so that a script cannot make a string beyond its limit. */
final class LuaStringBuilder {

    /** The longest array that every Java machine can make. */
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private static final int INITIAL_CAPACITY = 64;

    private final LuaState lua;
    private byte[] bytes = new byte[INITIAL_CAPACITY];
    private int length;

    LuaStringBuilder(LuaState lua) {
        this.lua = lua;
    }

    /** Makes room for so many more bytes. */
    void reserve(long more) {
        long needed = length + more;
        if (needed <= bytes.length) {
            return;
        }
        if (needed > MAX_LENGTH) {
            throw new LuaError("not enough memory");
        }
        int capacity = (int) Math.min(MAX_LENGTH, Math.max(needed, 2L * bytes.length));
        lua.memory().charge(capacity);
        bytes = Arrays.copyOf(bytes, capacity);
    }

    void append(int b) {
        reserve(1);
        bytes[length++] = (byte) b;
    }

    void append(byte[] more) {
        append(more, 0, more.length);
    }

    /** Appends the bytes of an array from an index to before another. */
    void append(byte[] more, int from, int to) {
        int count = to - from;
        reserve(count);
        lua.spendBytes(count);
        System.arraycopy(more, from, bytes, length, count);
        length += count;
    }

    LuaString toLuaString() {
        lua.spendBytes(length);
        if (length == bytes.length) {
            return LuaString.of(bytes);
        }
        lua.memory().charge(length);
        return LuaString.of(Arrays.copyOf(bytes, length));
    }
}
