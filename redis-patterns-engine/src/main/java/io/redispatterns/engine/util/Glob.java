package io.redispatterns.engine.util;

/**
 * Redis's glob patterns over bytes: {@code *} any run, {@code ?} any byte, {@code [a-z]} and {@code [^a-z]} classes, {@code \} takes
 * the next byte literally.
 *
 * <p>Where a byte does not fit, only the last star before it takes one byte more: an earlier one could not help. So a match is
 * O(pattern × text) at worst, without recursion, whatever a client sends.
 */
public final class Glob {

    private static final int NO_MATCH = -1;

    private final byte[] pattern;
    private final byte[] text;
    private final boolean ignoreCase;

    private Glob(byte[] pattern, byte[] text, boolean ignoreCase) {
        this.pattern = pattern;
        this.text = text;
        this.ignoreCase = ignoreCase;
    }

    /** Whether the whole text matches the pattern. */
    public static boolean matches(byte[] pattern, byte[] text) {
        return isMatchAll(pattern) || new Glob(pattern, text, false).match();
    }

    /** Whether the whole text matches the pattern when ASCII letters of either case are the same. */
    public static boolean matchesIgnoreCase(byte[] pattern, byte[] text) {
        return isMatchAll(pattern) || new Glob(pattern, text, true).match();
    }

    private static boolean isMatchAll(byte[] pattern) {
        return pattern.length == 1 && pattern[0] == '*';
    }

    private boolean match() {
        if (text.length == 0) {
            // As in Redis: an empty text matches a single star, but not several.
            return pattern.length == 0;
        }
        int p = 0;
        int lastStar = NO_MATCH;
        int starEnd = 0;
        for (int t = 0; t < text.length; ) {
            int after = p < pattern.length && pattern[p] != '*' ? matchOne(p, text[t]) : NO_MATCH;
            if (after != NO_MATCH) {
                p = after;
                t++;
            } else if (p < pattern.length && pattern[p] == '*') {
                lastStar = p++;
                starEnd = t;
            } else if (lastStar != NO_MATCH) {
                p = lastStar + 1;
                t = ++starEnd;
            } else {
                return false;
            }
        }
        return skipStars(p) == pattern.length;
    }

    private int skipStars(int from) {
        int p = from;
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p;
    }

    /** Returns the index behind the pattern's part that begins at {@code p}, or {@link #NO_MATCH} when the byte does not fit it. */
    private int matchOne(int p, byte candidate) {
        return switch (pattern[p]) {
            case '?' -> p + 1;
            case '[' -> matchClass(p, candidate);
            case '\\' -> {
                int literal = Math.min(p + 1, pattern.length - 1);
                yield same(pattern[literal], candidate) ? literal + 1 : NO_MATCH;
            }
            default -> same(pattern[p], candidate) ? p + 1 : NO_MATCH;
        };
    }

    /** A class that is not closed ends with the pattern. */
    private int matchClass(int open, byte candidate) {
        int p = open + 1;
        boolean negated = p < pattern.length && pattern[p] == '^';
        if (negated) {
            p++;
        }
        boolean found = false;
        while (p < pattern.length && pattern[p] != ']') {
            if (pattern[p] == '\\' && p + 1 < pattern.length) {
                p++;
                found |= pattern[p] == candidate;
            } else if (p + 2 < pattern.length && pattern[p + 1] == '-') {
                found |= inRange(pattern[p], pattern[p + 2], candidate);
                p += 2;
            } else {
                found |= same(pattern[p], candidate);
            }
            p++;
        }
        return found == negated ? NO_MATCH : Math.min(p + 1, pattern.length);
    }

    /** Bytes are signed in ranges, as they are in Redis on most processors. */
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
        return ignoreCase && b >= 'A' && b <= 'Z' ? b + 32 : b;
    }
}
