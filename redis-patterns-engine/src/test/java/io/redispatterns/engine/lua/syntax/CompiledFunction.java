package io.redispatterns.engine.lua.syntax;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What Lua's own compiler made of a function, read from {@code string.dump}.
 *
 * @param instructions those that may fail, as {@code NAME@line}, sorted
 * @param varargFlags 1 if it has {@code arg}, 2 if it is vararg, 4 if {@code arg} is filled
 */
record CompiledFunction(
        int line,
        int upvalues,
        int parameters,
        int varargFlags,
        List<String> instructions,
        List<Double> numbers,
        List<String> strings,
        List<CompiledFunction> functions) {

    private static final int HEADER_SIZE = 12;

    /** The names of the instructions that may fail, by code; those without one do not matter. */
    private static final String[] NAMES = {
        "",
        "",
        "",
        "",
        "",
        "GETGLOBAL",
        "GETTABLE",
        "SETGLOBAL",
        "",
        "SETTABLE",
        "",
        "SELF",
        "ADD",
        "SUBTRACT",
        "MULTIPLY",
        "DIVIDE",
        "MODULO",
        "POWER",
        "UNM",
        "",
        "LEN",
        "CONCAT",
        "",
        "EQ",
        "LT",
        "LE",
        "",
        "",
        "CALL",
        "CALL",
        "",
        "",
        "FORPREP",
        "TFORLOOP",
        "",
        "",
        "",
        ""
    };

    static CompiledFunction of(byte[] dump) {
        ByteBuffer in = ByteBuffer.wrap(dump).order(ByteOrder.LITTLE_ENDIAN).position(HEADER_SIZE);
        return read(in);
    }

    private static CompiledFunction read(ByteBuffer in) {
        readString(in);
        int line = in.getInt();
        in.getInt();
        int upvalues = in.get() & 0xFF;
        int parameters = in.get() & 0xFF;
        int varargFlags = in.get();
        in.get();
        int[] code = readInts(in);
        List<Double> numbers = new ArrayList<>();
        List<String> strings = new ArrayList<>();
        readConstants(in, numbers, strings);
        List<CompiledFunction> functions = new ArrayList<>();
        for (int count = in.getInt(); count > 0; count--) {
            functions.add(read(in));
        }
        List<String> instructions = instructions(code, readInts(in));
        skipVariables(in);
        return new CompiledFunction(line, upvalues, parameters, varargFlags, instructions, numbers, strings, functions);
    }

    private static List<String> instructions(int[] code, int[] lines) {
        List<String> instructions = new ArrayList<>();
        for (int i = 0; i < code.length; i++) {
            int operation = code[i] & 0x3F;
            if (operation < NAMES.length && !NAMES[operation].isEmpty()) {
                instructions.add(NAMES[operation] + "@" + lines[i]);
            }
        }
        instructions.sort(null);
        return instructions;
    }

    private static void readConstants(ByteBuffer in, List<Double> numbers, List<String> strings) {
        for (int count = in.getInt(); count > 0; count--) {
            switch (in.get()) {
                case 0 -> {}
                case 1 -> in.get();
                case 3 -> numbers.add(in.getDouble());
                default -> strings.add(readString(in));
            }
        }
    }

    private static void skipVariables(ByteBuffer in) {
        for (int count = in.getInt(); count > 0; count--) {
            readString(in);
            in.getLong();
        }
        for (int count = in.getInt(); count > 0; count--) {
            readString(in);
        }
    }

    private static int[] readInts(ByteBuffer in) {
        int[] ints = new int[in.getInt()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = in.getInt();
        }
        return ints;
    }

    /** A string has its length first, its zero byte included. */
    private static String readString(ByteBuffer in) {
        byte[] bytes = new byte[(int) in.getLong()];
        in.get(bytes);
        return new String(bytes, 0, Math.max(0, bytes.length - 1), StandardCharsets.ISO_8859_1);
    }
}
