package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.LuaBoolean;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.lua.Tuple;
import io.redispatterns.engine.lua.Values;
import java.util.List;

/** What scripts set for one table {@code cjson}. Each method that takes arguments is the function of that name: sets and returns. */
final class JsonSettings {

    static final int OFF = 0;
    static final int ON = 1;
    /** Numbers that JSON has not are written as {@code null}. */
    static final int NULL = 2;

    private static final List<String> SWITCH = List.of("off", "on");
    private static final List<String> INVALID_NUMBERS = List.of("off", "on", "null");
    private static final int MAX_PRECISION = 14;

    private int sparseConvert = OFF;
    private int sparseRatio = 2;
    private int sparseSafe = 10;
    private int encodeMaxDepth = 1000;
    private int decodeMaxDepth = 1000;
    private int precision = MAX_PRECISION;
    private int keepBuffer = ON;
    private int encodeInvalidNumbers = OFF;
    private int decodeInvalidNumbers = ON;

    /** Whether a table with few of many indices becomes an object; if not it is an error. */
    boolean convertsSparse() {
        return sparseConvert == ON;
    }

    /** Whether an array with a highest index and so many elements is too sparse to be one. */
    boolean isSparse(int highest, int elements) {
        return sparseRatio > 0 && highest > elements * sparseRatio && highest > sparseSafe;
    }

    int encodeMaxDepth() {
        return encodeMaxDepth;
    }

    int decodeMaxDepth() {
        return decodeMaxDepth;
    }

    /** How many digits a number is written with. */
    int precision() {
        return precision;
    }

    boolean keepsBuffer() {
        return keepBuffer == ON;
    }

    /** {@link #OFF}, {@link #ON} or {@link #NULL}. */
    int encodeInvalidNumbers() {
        return encodeInvalidNumbers;
    }

    boolean decodesInvalidNumbers() {
        return decodeInvalidNumbers == ON;
    }

    Values encodeSparseArray(Arguments in) {
        checkCount(in, 3);
        sparseConvert = choice(in, 0, sparseConvert, SWITCH);
        sparseRatio = integer(in, 1, sparseRatio, 0, Integer.MAX_VALUE);
        sparseSafe = integer(in, 2, sparseSafe, 0, Integer.MAX_VALUE);
        return Tuple.of(shown(sparseConvert, SWITCH), LuaNumber.of(sparseRatio), LuaNumber.of(sparseSafe));
    }

    Values encodeMaxDepth(Arguments in) {
        checkCount(in, 1);
        encodeMaxDepth = integer(in, 0, encodeMaxDepth, 1, Integer.MAX_VALUE);
        return LuaNumber.of(encodeMaxDepth);
    }

    Values decodeMaxDepth(Arguments in) {
        checkCount(in, 1);
        decodeMaxDepth = integer(in, 0, decodeMaxDepth, 1, Integer.MAX_VALUE);
        return LuaNumber.of(decodeMaxDepth);
    }

    Values encodeNumberPrecision(Arguments in) {
        checkCount(in, 1);
        precision = integer(in, 0, precision, 1, MAX_PRECISION);
        return LuaNumber.of(precision);
    }

    Values encodeKeepBuffer(Arguments in) {
        checkCount(in, 1);
        keepBuffer = choice(in, 0, keepBuffer, SWITCH);
        return shown(keepBuffer, SWITCH);
    }

    Values encodeInvalidNumbers(Arguments in) {
        checkCount(in, 1);
        encodeInvalidNumbers = choice(in, 0, encodeInvalidNumbers, INVALID_NUMBERS);
        return shown(encodeInvalidNumbers, INVALID_NUMBERS);
    }

    Values decodeInvalidNumbers(Arguments in) {
        checkCount(in, 1);
        decodeInvalidNumbers = choice(in, 0, decodeInvalidNumbers, SWITCH);
        return shown(decodeInvalidNumbers, SWITCH);
    }

    private static void checkCount(Arguments in, int most) {
        if (in.count() > most) {
            throw in.error(most, "found too many arguments");
        }
    }

    /** An error names the first argument, whichever it is about. */
    private static int integer(Arguments in, int index, int current, int min, int max) {
        int value = in.int32(index, current);
        if (value < min || value > max) {
            throw in.error(0, "expected integer between " + min + " and " + max);
        }
        return value;
    }

    private static int choice(Arguments in, int index, int current, List<String> names) {
        LuaValue value = in.get(index);
        if (value.isNil()) {
            return current;
        }
        if (value instanceof LuaBoolean) {
            return value.isTruthy() ? ON : OFF;
        }
        String name = upToZero(in.string(index).toLatin1());
        int choice = names.indexOf(name);
        if (choice < 0) {
            throw in.error(index, "invalid option '" + name + "'");
        }
        return choice;
    }

    private static String upToZero(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private static LuaValue shown(int choice, List<String> names) {
        return choice > ON ? LuaString.of(names.get(choice)) : LuaBoolean.of(choice == ON);
    }
}
