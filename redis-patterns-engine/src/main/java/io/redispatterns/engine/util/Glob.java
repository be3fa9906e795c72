package io.redispatterns.engine.util;

/**
 * Redis's glob patterns over bytes: {@code *} any run, {@code ?} any byte, {@code [a-z]} and {@code [^a-z]} classes, {@code \} takes
 * the next byte literally.
 *
 * <p>A run that cannot match once an earlier star has used up the text is not tried again, so that patterns with many stars do not
 * cost exponential time.
 */
public final class Glob {

    private final byte[] pattern;
    private final byte[] text;
    private final boolean ignoreCase;
    /** Set when the text ended inside a star: no other place for an earlier star can help. */
    private boolean textExhausted;

    private Glob(byte[] pattern, byte[] text, boolean ignoreCase) {
        this.pattern = pattern;
        this.text = text;
        this.ignoreCase = ignoreCase;
    }

    /** Whether the whole text matches the pattern. */
    public static boolean matches(byte[] pattern, byte[] text) {
        return isMatchAll(pattern) || new Glob(pattern, text, false).match(0, 0);
    }

    /** Whether the whole text matches the pattern when ASCII letters of either case are the same. */
    public static boolean matchesIgnoreCase(byte[] pattern, byte[] text) {
        return new Glob(pattern, text, true).match(0, 0);
    }

    private static boolean isMatchAll(byte[] pattern) {
        return pattern.length == 1 && pattern[0] == '*';
    }

    private boolean match(int patternFrom, int textFrom) {
        int p = patternFrom;
        int t = textFrom;
        while (p < pattern.length && t < text.length) {
            switch (pattern[p]) {
                case '*' -> {
                    return matchStar(p, t);
                }
                case '?' -> t++;
                case '[' -> {
                    p = matchClass(p, text[t]);
                    if (p < 0) {
                        return false;
                    }
                    t++;
                }
                default -> {
                    if (pattern[p] == '\\' && p + 1 < pattern.length) {
                        p++;
                    }
                    if (!same(pattern[p], text[t])) {
                        return false;
                    }
                    t++;
                }
            }
            p++;
            if (t >= text.length) {
                p = skipStars(p);
                break;
            }
        }
        return p >= pattern.length && t >= text.length;
    }

    private int skipStars(int from) {
        int p = from;
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p;
    }

    private boolean matchStar(int patternFrom, int textFrom) {
        int p = patternFrom;
        while (p + 1 < pattern.length && pattern[p + 1] == '*') {
            p++;
        }
        if (p + 1 >= pattern.length) {
            return true;
        }
        for (int t = textFrom; t < text.length; t++) {
            if (match(p + 1, t)) {
                return true;
            }
            if (textExhausted) {
                return false;
            }
        }
        textExhausted = true;
        return false;
    }

    /** Returns the index of the class's last byte, or -1 when the byte is not in the class. */
    private int matchClass(int open, byte candidate) {
        int p = open + 1;
        boolean negated = p < pattern.length && pattern[p] == '^';
        if (negated) {
            p++;
        }
        boolean found = false;
        while (true) {
            if (p >= pattern.length) {
                p--;
                break;
            }
            if (pattern[p] == '\\' && p + 1 < pattern.length) {
                p++;
                found |= pattern[p] == candidate;
            } else if (pattern[p] == ']') {
                break;
            } else if (p + 2 < pattern.length && pattern[p + 1] == '-') {
                found |= inRange(pattern[p], pattern[p + 2], candidate);
                p += 2;
            } else {
                found |= same(pattern[p], candidate);
            }
            p++;
        }
        return found != negated ? p : -1;
    }

    private boolean inRange(byte from, byte to, byte candidate) {
        int low = Math.min(fold(from), fold(to));
        int high = Math.max(fold(from), fold(to));
        int value = fold(candidate);
        return low <= value && value <= high;
    }

    private boolean same(byte a, byte b) {
        return a == b || (ignoreCase && fold(a) == fold(b));
    }

    private int fold(byte b) {
        return ignoreCase && b >= 'A' && b <= 'Z' ? b + 32 : b & 0xff;
    }
}
