package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import java.util.Arrays;

/** Bytes written one after another. Room is charged to the state's memory before it is made. */
final class Output {

    private static final int FIRST_SIZE = 128;
    private static final int MAX_SIZE = Integer.MAX_VALUE - 8;
    /** As many bytes as a long has at most in decimal, with its sign. */
    private static final int MAX_LONG = 20;

    private final LuaState lua;
    private byte[] bytes = new byte[FIRST_SIZE];
    private int count;

    Output(LuaState lua) {
        this.lua = lua;
    }

    /** The number of bytes written. */
    int count() {
        return count;
    }

    /** Forgets what was written and keeps the room. */
    void clear() {
        count = 0;
    }

    /** Returns what was written. */
    LuaString toLuaString() {
        return lua.newString(Arrays.copyOf(bytes, count));
    }

    void put(int b) {
        if (count == bytes.length) {
            grow(1);
        }
        bytes[count++] = (byte) b;
    }

    void put(byte[] more) {
        put(more, 0, more.length);
    }

    void put(byte[] from, int start, int length) {
        ensure(length);
        System.arraycopy(from, start, bytes, count, length);
        count += length;
    }

    void zeros(int length) {
        ensure(length);
        Arrays.fill(bytes, count, count + length, (byte) 0);
        count += length;
    }

    /** Writes the low bytes of a number, the highest of them first. */
    void bigEndian(long value, int length) {
        ensure(length);
        for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[count++] = (byte) (value >> shift);
        }
    }

    /** Writes a number, not the smallest long, in decimal. */
    void decimal(long value) {
        ensure(MAX_LONG);
        long rest = value;
        if (rest < 0) {
            bytes[count++] = '-';
            rest = -rest;
        }
        int end = count + digits(rest);
        int at = end;
        do {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        count = end;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long power = 10; digits < MAX_LONG - 1 && value >= power; power *= 10) {
            digits++;
        }
        return digits;
    }

    private void ensure(int more) {
        if (bytes.length - count < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) count + more;
        if (needed > MAX_SIZE) {
            throw new LuaError("not enough memory");
        }
        int size = (int) Math.min(MAX_SIZE, Math.max(needed, 2L * bytes.length));
        lua.memory().charge(size);
        bytes = Arrays.copyOf(bytes, size);
    }
}
