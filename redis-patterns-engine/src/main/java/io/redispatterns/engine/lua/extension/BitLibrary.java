package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import java.util.function.IntBinaryOperator;

/** The table {@code bit} of Lua BitOp: operations on integers of 32 bits, which results show with their sign. */
final class BitLibrary {

    /** A sum with it has the integer in the low bits of its fraction: rounded to even, wrapped to 32 bits. */
    private static final double INTEGER_AT_THE_END = 0x1.8p52;

    private static final int FUNCTIONS = 12;
    private static final int MAX_HEX_DIGITS = 8;

    private BitLibrary() {}

    static void open(LuaState lua) {
        LuaTable library = lua.newTable(0, FUNCTIONS);
        ExtensionLibraries.set(library, "tobit", in -> LuaNumber.of(bits(in, 0)));
        ExtensionLibraries.set(library, "bnot", in -> LuaNumber.of(~bits(in, 0)));
        ExtensionLibraries.set(library, "band", in -> all(in, (a, b) -> a & b));
        ExtensionLibraries.set(library, "bor", in -> all(in, (a, b) -> a | b));
        ExtensionLibraries.set(library, "bxor", in -> all(in, (a, b) -> a ^ b));
        ExtensionLibraries.set(library, "lshift", in -> two(in, (a, n) -> a << n));
        ExtensionLibraries.set(library, "rshift", in -> two(in, (a, n) -> a >>> n));
        ExtensionLibraries.set(library, "arshift", in -> two(in, (a, n) -> a >> n));
        ExtensionLibraries.set(library, "rol", in -> two(in, Integer::rotateLeft));
        ExtensionLibraries.set(library, "ror", in -> two(in, Integer::rotateRight));
        ExtensionLibraries.set(library, "bswap", in -> LuaNumber.of(Integer.reverseBytes(bits(in, 0))));
        ExtensionLibraries.set(library, "tohex", BitLibrary::hexadecimal);
        lua.globals().put("bit", library);
    }

    private static int bits(Arguments in, int index) {
        LuaNumber number = in.lua().toNumber(in.get(index));
        if (number == null) {
            throw in.typeError(index, "number");
        }
        return (int) Double.doubleToRawLongBits(number.value() + INTEGER_AT_THE_END);
    }

    /** The first argument with all others, from the last on, so that of several wrong ones the last is named. */
    private static LuaNumber all(Arguments in, IntBinaryOperator operator) {
        int result = bits(in, 0);
        for (int i = in.count() - 1; i > 0; i--) {
            result = operator.applyAsInt(result, bits(in, i));
        }
        in.lua().spend(in.count());
        return LuaNumber.of(result);
    }

    private static LuaNumber two(Arguments in, IntBinaryOperator operator) {
        int left = bits(in, 0);
        return LuaNumber.of(operator.applyAsInt(left, bits(in, 1)));
    }

    /** The lowest digits in hexadecimal; in capitals if their number is negative. */
    private static LuaString hexadecimal(Arguments in) {
        int number = bits(in, 0);
        int digits = in.has(1) ? bits(in, 1) : MAX_HEX_DIGITS;
        int count = digits == Integer.MIN_VALUE ? MAX_HEX_DIGITS : Math.min(Math.abs(digits), MAX_HEX_DIGITS);
        int afterNine = (digits < 0 ? 'A' : 'a') - 10;
        byte[] text = new byte[count];
        for (int i = count - 1; i >= 0; i--, number >>>= 4) {
            int digit = number & 0xf;
            text[i] = (byte) (digit + (digit < 10 ? '0' : afterNine));
        }
        return in.lua().newString(text);
    }
}
