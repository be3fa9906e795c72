package io.redispatterns.engine.lua;

/** The character classes of C in its own locale, on bytes 0 to 255: none above 127 is in any of them. */
final class CharacterClass {

    private CharacterClass() {}

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLower(int c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isUpper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isLetter(int c) {
        return isLower(c) || isUpper(c);
    }

    static boolean isAlphanumeric(int c) {
        return isLetter(c) || isDigit(c);
    }

    static boolean isHexDigit(int c) {
        return isDigit(c) || (toLower(c) >= 'a' && toLower(c) <= 'f');
    }

    static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static boolean isControl(int c) {
        return c < ' ' || c == 127;
    }

    static boolean isPunctuation(int c) {
        return c > ' ' && c < 127 && !isAlphanumeric(c);
    }

    static int toLower(int c) {
        return isUpper(c) ? c + ('a' - 'A') : c;
    }

    static int toUpper(int c) {
        return isLower(c) ? c - ('a' - 'A') : c;
    }

    /** The value of a digit in bases up to 36; 36 when it is none. */
    static int digit(int c) {
        return isDigit(c) ? c - '0' : isLetter(c) ? toLower(c) - 'a' + 10 : 36;
    }

    /** Whether a byte is in the class that a letter names in patterns ({@code a}, {@code D}, …); other bytes name themselves. */
    static boolean matches(int c, int name) {
        boolean in;
        switch (toLower(name)) {
            case 'a' -> in = isLetter(c);
            case 'c' -> in = isControl(c);
            case 'd' -> in = isDigit(c);
            case 'l' -> in = isLower(c);
            case 'p' -> in = isPunctuation(c);
            case 's' -> in = isSpace(c);
            case 'u' -> in = isUpper(c);
            case 'w' -> in = isAlphanumeric(c);
            case 'x' -> in = isHexDigit(c);
            case 'z' -> in = c == 0;
            default -> {
                return c == name;
            }
        }
        return in == isLower(name);
    }
}
