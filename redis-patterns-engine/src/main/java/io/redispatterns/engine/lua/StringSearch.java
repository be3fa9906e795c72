package io.redispatterns.engine.lua;

import java.util.Arrays;

/** The functions of {@code string} that look for a pattern: {@code find}, {@code match} and {@code gmatch}. */
final class StringSearch {

    private static final byte ANCHOR = '^';

    private StringSearch() {}

    static Values find(Arguments in) {
        byte[] subject = in.string(0).bytes();
        byte[] pattern = in.string(1).bytes();
        int start = start(in, subject.length);
        if (!in.get(3).isTruthy() && PatternText.hasSpecials(pattern)) {
            return search(in, subject, pattern, start, true);
        }
        int found = indexOf(in.lua(), subject, pattern, start);
        return found < 0
                ? LuaNil.NIL
                : Tuple.of(LuaNumber.of(found + 1), LuaNumber.of(found + (double) pattern.length));
    }

    static Values match(Arguments in) {
        byte[] subject = in.string(0).bytes();
        byte[] pattern = in.string(1).bytes();
        return search(in, subject, pattern, start(in, subject.length), false);
    }

    private static int start(Arguments in, int length) {
        long start = StringLibrary.position(in.integer(2, 1), length) - 1;
        return (int) Math.max(0, Math.min(length, start));
    }

    private static Values search(Arguments in, byte[] subject, byte[] pattern, int from, boolean withPlace) {
        int anchor = anchor(pattern);
        int last = anchor > 0 ? from : subject.length;
        Captures captures = new Captures(in, subject, pattern);
        for (int start = from; start <= last; start++) {
            if (captures.match(start, anchor)) {
                return withPlace ? place(captures) : Tuple.of(captures.all());
            }
        }
        return LuaNil.NIL;
    }

    private static Values place(Captures captures) {
        LuaValue[] found = captures.explicit();
        LuaValue[] values = new LuaValue[found.length + 2];
        values[0] = LuaNumber.of(captures.start() + 1);
        values[1] = LuaNumber.of(captures.end());
        System.arraycopy(found, 0, values, 2, found.length);
        return Tuple.of(values);
    }

    /** The length of the sign that ties a pattern to the beginning: 1 or 0. */
    static int anchor(byte[] pattern) {
        return pattern.length > 0 && pattern[0] == ANCHOR ? 1 : 0;
    }

    static Values gmatch(Arguments in) {
        byte[] subject = in.string(0).bytes();
        byte[] pattern = in.string(1).bytes();
        return new Builtin(new Iterator(subject, pattern)::next);
    }

    private static int indexOf(LuaState lua, byte[] subject, byte[] wanted, int from) {
        if (wanted.length == 0) {
            return from;
        }
        int last = subject.length - wanted.length;
        for (int i = from; i <= last; i++) {
            if (subject[i] == wanted[0]) {
                lua.step();
                lua.spendBytes(wanted.length);
                if (Arrays.equals(subject, i, i + wanted.length, wanted, 0, wanted.length)) {
                    return i;
                }
            }
        }
        lua.spendBytes(Math.max(0, last - from));
        return -1;
    }

    /** What {@code gmatch} gives: each call goes on behind the last match. */
    private static final class Iterator {

        private final byte[] subject;
        private final byte[] pattern;
        private int next;

        Iterator(byte[] subject, byte[] pattern) {
            this.subject = subject;
            this.pattern = pattern;
        }

        Values next(Arguments in) {
            Captures captures = new Captures(in, subject, pattern);
            for (int start = next; start <= subject.length; start++) {
                if (captures.match(start, 0)) {
                    next = captures.end() == start ? start + 1 : captures.end();
                    return Tuple.of(captures.all());
                }
            }
            return Tuple.EMPTY;
        }
    }
}
