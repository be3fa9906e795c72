package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.lua.Tuple;
import io.redispatterns.engine.lua.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One call of {@code struct.unpack}. Positions are those of C: without sign. */
final class StructReader {

    private final Arguments in;
    private final StructFormat format;
    private final byte[] data;
    private long position;
    private final List<LuaValue> results = new ArrayList<>();

    StructReader(Arguments in) {
        this.in = in;
        this.format = new StructFormat(in);
        this.data = in.string(1).bytes();
        long first = in.integer(2, 1);
        if (first == 0) {
            throw in.error(2, "offset must be 1 or greater");
        }
        this.position = first - 1;
    }

    /** Returns the values and the index behind the last one. */
    Values read() {
        while (format.next()) {
            position += format.padding(position);
            checkRoom(format.size());
            if (!StackLimit.allows(in.count() + results.size(), 2)) {
                throw in.error("stack overflow (too many results)");
            }
            position += readValue();
        }
        results.add(LuaNumber.of((double) (position + 1)));
        return Tuple.of(results.toArray(LuaValue[]::new));
    }

    private void checkRoom(long size) {
        if (Long.compareUnsigned(size, data.length) > 0 || Long.compareUnsigned(position, data.length - size) > 0) {
            throw in.error(1, "data string too short");
        }
    }

    /** Reads the option's value, if it has one; returns its size. */
    private int readValue() {
        int size = format.size();
        if (format.isInteger()) {
            results.add(LuaNumber.of(integer(size)));
            return size;
        }
        switch (format.option()) {
            case 'x' -> {}
            case 'f' -> results.add(LuaNumber.of(SinglePrecision.widen((int) bits(size))));
            case 'd' -> results.add(LuaNumber.of(Double.longBitsToDouble(bits(size))));
            case 'c' -> {
                return readBytes(size == 0 ? lastResult() : size, 0);
            }
            case 's' -> {
                return readBytes(lengthToZero(), 1);
            }
            default -> format.obey();
        }
        return size;
    }

    /** Takes the last result back: a number that says how long the next value is. */
    private int lastResult() {
        LuaNumber last = results.isEmpty() ? null : in.lua().toNumber(results.get(results.size() - 1));
        if (last == null) {
            throw in.error("format 'c0' needs a previous size");
        }
        results.remove(results.size() - 1);
        long size = StructLibrary.toUnsigned(last.value());
        checkRoom(size);
        return (int) size;
    }

    private int readBytes(int length, int terminator) {
        int from = (int) position;
        results.add(in.lua().newString(Arrays.copyOfRange(data, from, from + length)));
        return length + terminator;
    }

    private int lengthToZero() {
        int from = (int) position;
        for (int i = from; i < data.length; i++) {
            if (data[i] == 0) {
                return i - from;
            }
        }
        throw unfinished();
    }

    private LuaError unfinished() {
        return in.error("unfinished string in data");
    }

    private double integer(int size) {
        long bits = bits(size);
        if (format.option() < 'a') {
            return bits >= 0 ? (double) bits : 2.0 * ((bits >>> 1) | (bits & 1));
        }
        long sign = -1L << (size * Byte.SIZE - 1);
        return (double) ((bits & sign) == 0 ? bits : bits | sign);
    }

    /** The last 64 bits of a value. */
    private long bits(int size) {
        int from = (int) position;
        long bits = 0;
        for (int i = 0; i < size; i++) {
            int index = format.isBigEndian() ? i : size - 1 - i;
            bits = (bits << Byte.SIZE) | (data[from + index] & 0xff);
        }
        return bits;
    }
}
