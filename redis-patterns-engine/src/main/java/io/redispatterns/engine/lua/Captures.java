package io.redispatterns.engine.lua;

import java.util.Arrays;

/** The matches that a call looks for in one subject, one at a time, and what each captured, as values. */
final class Captures {

    private final Arguments in;
    private final byte[] subject;
    private final PatternMatcher matcher;
    private int start;
    private int end;

    Captures(Arguments in, byte[] subject, byte[] pattern) {
        this.in = in;
        this.subject = subject;
        this.matcher = new PatternMatcher(subject, pattern, in.lua()::spend);
    }

    /** Whether there is a match at a position, which then is the one that the other methods tell of. */
    boolean match(int position, int patternStart) {
        try {
            start = position;
            end = matcher.match(position, patternStart);
            return end != PatternMatcher.NO_MATCH;
        } catch (MalformedException e) {
            throw in.error(e.getMessage());
        }
    }

    int start() {
        return start;
    }

    /** The index behind the match. */
    int end() {
        return end;
    }

    /** What the pattern's parentheses captured, or the whole match if there are none. */
    LuaValue[] all() {
        return matcher.captures() == 0 ? new LuaValue[] {whole()} : explicit();
    }

    /** What the pattern's parentheses captured. */
    LuaValue[] explicit() {
        LuaValue[] values = new LuaValue[matcher.captures()];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(i);
        }
        return values;
    }

    /** The capture of an index from 0; without any, the first is the whole match. */
    LuaValue get(int index) {
        if (index >= matcher.captures()) {
            if (index > 0) {
                throw in.error("invalid capture index");
            }
            return whole();
        }
        int from = matcher.captureStart(index);
        int length = length(index);
        return length == PatternMatcher.POSITION ? LuaNumber.of(from + 1) : part(from, from + length);
    }

    private int length(int index) {
        try {
            return matcher.captureLength(index);
        } catch (MalformedException e) {
            throw in.error(e.getMessage());
        }
    }

    LuaString whole() {
        return part(start, end);
    }

    private LuaString part(int from, int to) {
        return in.lua().newString(Arrays.copyOfRange(subject, from, to));
    }
}
