package io.redispatterns.engine.lua;

/** The text of a Lua pattern, up to its first zero byte: where its single-byte items end and what they match. */
final class PatternText {

    private static final String SPECIALS = "^$*+?.([%-";

    private final byte[] bytes;

    PatternText(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether any byte of a pattern before the first zero stands for something other than itself. */
    static boolean hasSpecials(byte[] pattern) {
        for (int i = 0; i < pattern.length && pattern[i] != 0; i++) {
            if (SPECIALS.indexOf(pattern[i]) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The byte of an index, 0 behind the end; nothing asks beyond a 0. */
    int at(int index) {
        return index < bytes.length ? bytes[index] & 0xff : 0;
    }

    /** The index behind the item that begins at an index: a byte, an escaped byte, a class or a set. */
    int itemEnd(int item) {
        if (at(item) == '[') {
            return setEnd(item);
        }
        if (at(item) != '%') {
            return item + 1;
        }
        if (at(item + 1) == 0) {
            throw new MalformedException("malformed pattern (ends with '%')");
        }
        return item + 2;
    }

    /** The first byte of a set is in it even if it is the bracket that would close it. */
    private int setEnd(int set) {
        int i = set + (at(set + 1) == '^' ? 2 : 1);
        do {
            int c = at(i);
            if (c == 0) {
                throw new MalformedException("malformed pattern (missing ']')");
            }
            i += c == '%' && at(i + 1) != 0 ? 2 : 1;
        } while (at(i) != ']');
        return i + 1;
    }

    /** Whether a byte matches the item from {@code item} to before {@code end}. */
    boolean matches(int c, int item, int end) {
        return switch (at(item)) {
            case '.' -> true;
            case '%' -> CharacterClass.matches(c, at(item + 1));
            case '[' -> setMatches(c, item, end);
            default -> at(item) == c;
        };
    }

    /** Whether a byte matches the set from {@code set} to before {@code end}. */
    boolean setMatches(int c, int set, int end) {
        int close = end - 1;
        boolean negated = at(set + 1) == '^';
        int i = negated ? set + 2 : set + 1;
        while (i < close) {
            int low = at(i);
            boolean range = low != '%' && at(i + 1) == '-' && i + 2 < close;
            boolean in = low == '%' ? CharacterClass.matches(c, at(i + 1)) : low <= c && c <= (range ? at(i + 2) : low);
            if (in) {
                return !negated;
            }
            i += range ? 3 : low == '%' ? 2 : 1;
        }
        return negated;
    }
}
