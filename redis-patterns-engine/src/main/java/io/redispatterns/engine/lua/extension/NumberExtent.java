package io.redispatterns.engine.lua.extension;

/** How far a number goes that C's {@code strtod} would read at the beginning of a text. */
final class NumberExtent {

    private final byte[] text;
    private int at;

    private NumberExtent(byte[] text, int at) {
        this.text = text;
        this.at = at;
    }

    /** Whether a number begins as JSON's must not, although {@code strtod} would take it: {@code +1}, {@code 0x1}, {@code 01}, {@code inf}. */
    static boolean isInvalid(byte[] text, int from) {
        NumberExtent extent = new NumberExtent(text, from);
        if (extent.peek(0) == '+') {
            return true;
        }
        if (extent.peek(0) == '-') {
            extent.at++;
        }
        if (extent.peek(0) == '0') {
            int next = extent.peek(1);
            return (next | 0x20) == 'x' || isDigit(next);
        }
        return extent.isNext("inf") || extent.isNext("nan");
    }

    /** Returns where the number ends; {@code from} if there is none. */
    static int end(byte[] text, int from) {
        NumberExtent extent = new NumberExtent(text, from);
        if (extent.peek(0) == '-' || extent.peek(0) == '+') {
            extent.at++;
        }
        return extent.skipMagnitude() ? extent.at : from;
    }

    private boolean skipMagnitude() {
        if (peek(0) == '0'
                && (peek(1) | 0x20) == 'x'
                && (isHexDigit(peek(2)) || (peek(2) == '.' && isHexDigit(peek(3))))) {
            at += 2;
            skipDigits(true);
            skipExponent('p');
            return true;
        }
        if (isDigit(peek(0)) || (peek(0) == '.' && isDigit(peek(1)))) {
            skipDigits(false);
            skipExponent('e');
            return true;
        }
        return skipWord("infinity") || skipWord("inf") || skipNan();
    }

    private void skipDigits(boolean hex) {
        boolean point = false;
        while (true) {
            int c = peek(0);
            if (c == '.' && !point) {
                point = true;
            } else if (!(hex ? isHexDigit(c) : isDigit(c))) {
                return;
            }
            at++;
        }
    }

    private void skipExponent(char letter) {
        int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if ((peek(0) | 0x20) == letter && isDigit(peek(1 + sign))) {
            at += 1 + sign;
            while (isDigit(peek(0))) {
                at++;
            }
        }
    }

    private boolean skipNan() {
        if (!skipWord("nan")) {
            return false;
        }
        int i = 1;
        while (isDigit(peek(i)) || isLetter(peek(i)) || peek(i) == '_') {
            i++;
        }
        if (peek(0) == '(' && peek(i) == ')') {
            at += i + 1;
        }
        return true;
    }

    private boolean skipWord(String word) {
        boolean found = isNext(word);
        if (found) {
            at += word.length();
        }
        return found;
    }

    /** Whether a word of small letters is next, be it in capitals. */
    private boolean isNext(String word) {
        for (int i = 0; i < word.length(); i++) {
            if ((peek(i) | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int peek(int ahead) {
        return at + ahead < text.length ? text[at + ahead] & 0xff : 0;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(int c) {
        return isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    }

    private static boolean isLetter(int c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }
}
