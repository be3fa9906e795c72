package io.redispatterns.engine.lua;

import io.redispatterns.engine.util.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A string of bytes. Immutable; equal when the bytes are. */
public final class LuaString extends LuaValue implements Comparable<LuaString> {

    /** The string without bytes. */
    public static final LuaString EMPTY = new LuaString(new byte[0]);

    private final byte[] bytes;
    /** 0 until it is asked for. */
    private int hash;

    /** The last walk over all that is reachable that has met it: see {@link Reachable}. */
    int visited;

    private LuaString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns a string of these bytes, which are kept: not to be changed any more. */
    public static LuaString of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new LuaString(bytes);
    }

    /** Returns a string of the text in UTF-8. */
    public static LuaString of(String text) {
        return of(Bytes.of(text));
    }

    /** Returns a string of a text that has one char a byte. */
    static LuaString ofLatin1(String text) {
        return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The bytes, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** The string with one char a byte. */
    public String toLatin1() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /**
     * The hash on which the order of a table's entries depends: Lua's own, but over all bytes of a long string too, as Redis has changed
     * it.
     */
    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = bytes.length;
            for (int i = bytes.length - 1; i >= 0; i--) {
                h ^= (h << 5) + (h >>> 2) + (bytes[i] & 0xff);
            }
            hash = h;
        }
        return h;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof LuaString that
                        && hashCode() == that.hashCode()
                        && Arrays.equals(bytes, that.bytes));
    }

    @Override
    public boolean rawEquals(LuaValue other) {
        return equals(other);
    }

    /** Compares byte by byte, unsigned, as the "C" locale does. */
    @Override
    public int compareTo(LuaString other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public String typeName() {
        return "string";
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
