package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.Arguments;

/** A format of {@code struct}, read option by option. A zero byte ends it, as it ends C's strings. */
final class StructFormat {

    private static final int DEFAULT_INTEGER = 4;
    private static final int MAX_INTEGER = 32;
    private static final int MAX_ALIGNMENT = 8;

    private final Arguments in;
    private final byte[] format;
    private int at;
    private int option;
    private int size;
    private boolean bigEndian;
    private int alignment = 1;

    /** Reads the first argument. */
    StructFormat(Arguments in) {
        this.in = in;
        this.format = in.string(0).bytes();
    }

    /** The option that {@link #next} came to: a byte. */
    int option() {
        return option;
    }

    /** How many bytes the option's value takes; 0 when the option has none, or when the value decides. */
    int size() {
        return size;
    }

    boolean isBigEndian() {
        return bigEndian;
    }

    /** Whether the option stands for an integer. */
    boolean isInteger() {
        return switch (option) {
            case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I' -> true;
            default -> false;
        };
    }

    /** Comes to the next option; false when there is none. */
    boolean next() {
        if (peek() == 0) {
            return false;
        }
        in.lua().spend(1);
        option = peek();
        at++;
        size = readSize();
        return true;
    }

    private int readSize() {
        return switch (option) {
            case 'B', 'b', 'x' -> 1;
            case 'H', 'h' -> Short.BYTES;
            case 'L', 'l', 'T' -> Long.BYTES;
            case 'f' -> Float.BYTES;
            case 'd' -> Double.BYTES;
            case 'c' -> number(1);
            case 'i', 'I' -> integerSize();
            default -> 0;
        };
    }

    private int integerSize() {
        int bytes = number(DEFAULT_INTEGER);
        if (bytes > MAX_INTEGER) {
            throw in.error("integral size " + bytes + " is larger than limit of " + MAX_INTEGER);
        }
        return bytes;
    }

    private int number(int otherwise) {
        if (!isDigit(peek())) {
            return otherwise;
        }
        int number = 0;
        for (; isDigit(peek()); at++) {
            int digit = peek() - '0';
            if (number > (Integer.MAX_VALUE - digit) / 10) {
                throw in.error("integral size overflow");
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** How many bytes have to be left out before the option's value at a position, so that it is aligned. */
    int padding(long position) {
        if (size == 0 || option == 'c') {
            return 0;
        }
        int unit = Math.min(size, alignment);
        return (unit - (int) (position & (unit - 1))) & (unit - 1);
    }

    /** Obeys an option that stands for no value. */
    void obey() {
        switch (option) {
            case ' ' -> {}
            case '>' -> bigEndian = true;
            case '<' -> bigEndian = false;
            case '!' -> align(number(MAX_ALIGNMENT));
            default -> throw in.error(0, "invalid format option '" + (char) option + "'");
        }
    }

    private void align(int unit) {
        if (Integer.bitCount(unit) != 1) {
            throw in.error("alignment " + unit + " is not a power of 2");
        }
        alignment = unit;
    }

    private int peek() {
        return at < format.length ? format[at] & 0xff : 0;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
