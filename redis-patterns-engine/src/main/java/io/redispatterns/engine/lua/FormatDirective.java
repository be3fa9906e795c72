package io.redispatterns.engine.lua;

import java.util.Arrays;

/**
 * One directive of {@code string.format}, such as {@code %-5.2f}.
 *
 * @param flags those of {@code -+ #0} that it has, with repetitions
 * @param width the least length of the result, 0 to 99
 * @param precision 0 to 99, or {@link #NO_PRECISION}
 * @param conversion the byte of the conversion, which may be none that exists
 * @param end the index behind it in the format
 */
record FormatDirective(String flags, int width, int precision, int conversion, int end) {

    static final int NO_PRECISION = -1;

    private static final String FLAGS = "-+ #0";
    /** One more than there are flags is one too many. */
    private static final int MAX_FLAGS = FLAGS.length();

    private static final int MAX_NUMBER_DIGITS = 2;

    /**
     * Reads the directive whose percent sign is before an index of the format.
     *
     * @throws MalformedException when it has too many flags or digits
     */
    static FormatDirective parse(byte[] format, int from) {
        int flagsEnd = from;
        while (FLAGS.indexOf(at(format, flagsEnd)) >= 0) {
            flagsEnd++;
        }
        if (flagsEnd - from > MAX_FLAGS) {
            throw new MalformedException("invalid format (repeated flags)");
        }
        int widthEnd = digitsEnd(format, flagsEnd);
        boolean precise = at(format, widthEnd) == '.';
        int end = precise ? digitsEnd(format, widthEnd + 1) : widthEnd;
        if (CharacterClass.isDigit(at(format, end))) {
            throw new MalformedException("invalid format (width or precision too long)");
        }
        String flags = LatinText.of(format, from, flagsEnd);
        int precision = precise ? number(format, widthEnd + 1, end) : NO_PRECISION;
        return new FormatDirective(flags, number(format, flagsEnd, widthEnd), precision, at(format, end), end + 1);
    }

    private static int digitsEnd(byte[] format, int from) {
        int end = from;
        while (end - from < MAX_NUMBER_DIGITS && CharacterClass.isDigit(at(format, end))) {
            end++;
        }
        return end;
    }

    private static int number(byte[] format, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + format[i] - '0';
        }
        return number;
    }

    /** Behind the format's end there is a zero byte, as behind C's strings. */
    private static int at(byte[] format, int index) {
        return index < format.length ? format[index] & 0xff : 0;
    }

    boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    boolean hasPrecision() {
        return precision != NO_PRECISION;
    }

    /** The result of {@code %c}: the byte that a number stands for; without what follows it if that is zero. */
    byte[] character(double number) {
        byte c = (byte) NativeCast.toInt(number);
        byte[] padded = pad(new byte[] {c});
        return c == 0 ? upToZero(padded) : padded;
    }

    /** The result of {@code %s}: the text up to its first zero byte, at most as long as the precision. */
    byte[] text(byte[] text) {
        byte[] shown = upToZero(text);
        return pad(hasPrecision() && precision < shown.length ? Arrays.copyOf(shown, precision) : shown);
    }

    private byte[] pad(byte[] text) {
        if (text.length >= width) {
            return text;
        }
        byte[] padded = new byte[width];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(text, 0, padded, has('-') ? 0 : width - text.length, text.length);
        return padded;
    }

    private static byte[] upToZero(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] == 0) {
                return Arrays.copyOf(text, i);
            }
        }
        return text;
    }
}
