package io.redispatterns.engine.lua;

import java.util.Arrays;

/**
 * A search of one subject for one Lua 5.1 pattern. Each attempt starts at a position that the caller gives, and its captures can
 * be read until the next one.
 *
 * <p>It goes back over choices that it keeps on a stack of its own, at most one for each item of the pattern: long patterns need
 * heap, never the thread's stack (on which a real server dies). A zero byte ends the pattern, as it ends C's strings. Not safe
 * for concurrent use.
 */
final class PatternMatcher {

    /** The result of an attempt that failed. */
    static final int NO_MATCH = -1;
    /** The length of a capture that stands for a position. */
    static final int POSITION = -2;

    private static final int MAX_CAPTURES = 32;
    /** The length of a capture that is not closed. */
    private static final int OPEN = -1;
    /** Steps between two calls of the meter. */
    private static final int METERED_STEPS = 4096;

    private final byte[] subject;
    private final PatternText pattern;
    private final Meter meter;
    private final Choices choices = new Choices();
    private final int[] captureStarts = new int[MAX_CAPTURES];
    private final int[] captureLengths = new int[MAX_CAPTURES];
    private int captures;
    private int s;
    private int p;
    private int steps;

    PatternMatcher(byte[] subject, byte[] pattern, Meter meter) {
        this.subject = subject;
        this.pattern = new PatternText(pattern);
        this.meter = meter;
    }

    /**
     * Returns where the match ends that begins at a position of the subject, or {@link #NO_MATCH}.
     *
     * @param start the position, at most the subject's length
     * @param patternStart the first byte of the pattern to use: 1 to leave out an anchor
     */
    int match(int start, int patternStart) {
        s = start;
        p = patternStart;
        captures = 0;
        choices.clear();
        boolean matches = true;
        while (matches && pattern.at(p) != 0) {
            count(1);
            matches = step() || goBack();
        }
        meter.spend(steps);
        steps = 0;
        return matches ? s : NO_MATCH;
    }

    /** The number of captures of the last match. */
    int captures() {
        return captures;
    }

    /** Where the capture of an index from 0 begins, or the position that it stands for. */
    int captureStart(int index) {
        return captureStarts[index];
    }

    /** The length of the capture of an index from 0, or {@link #POSITION}. */
    int captureLength(int index) {
        if (captureLengths[index] == OPEN) {
            throw new MalformedException("unfinished capture");
        }
        return captureLengths[index];
    }

    private void count(int more) {
        steps += more;
        if (steps >= METERED_STEPS) {
            meter.spend(steps);
            steps = 0;
        }
    }

    /** Matches the pattern's next part, with its first choice; false when it does not fit. */
    private boolean step() {
        return switch (pattern.at(p)) {
            case '(' -> openCapture();
            case ')' -> closeCapture();
            case '%' -> escape();
            case '$' -> pattern.at(p + 1) == 0 ? atEnd() : item();
            default -> item();
        };
    }

    private boolean atEnd() {
        p++;
        return s == subject.length;
    }

    private boolean escape() {
        int kind = pattern.at(p + 1);
        if (kind == 'b') {
            return balance();
        }
        if (kind == 'f') {
            return frontier();
        }
        return CharacterClass.isDigit(kind) ? reference(kind - '1') : item();
    }

    private boolean openCapture() {
        if (captures == MAX_CAPTURES) {
            throw new MalformedException("too many captures");
        }
        boolean position = pattern.at(p + 1) == ')';
        captureStarts[captures] = s;
        captureLengths[captures] = position ? POSITION : OPEN;
        captures++;
        p += position ? 2 : 1;
        choices.push(Choices.UNDO_OPEN, 0, 0, 0);
        return true;
    }

    private boolean closeCapture() {
        int last = captures - 1;
        while (last >= 0 && captureLengths[last] != OPEN) {
            last--;
        }
        if (last < 0) {
            throw new MalformedException("invalid pattern capture");
        }
        captureLengths[last] = s - captureStarts[last];
        p++;
        choices.push(Choices.UNDO_CLOSE, last, 0, 0);
        return true;
    }

    private boolean reference(int index) {
        if (index < 0 || index >= captures || captureLengths[index] == OPEN) {
            throw new MalformedException("invalid capture index");
        }
        int length = captureLengths[index];
        int start = captureStarts[index];
        if (length == POSITION || subject.length - s < length) {
            return false;
        }
        count(length);
        if (!Arrays.equals(subject, start, start + length, subject, s, s + length)) {
            return false;
        }
        s += length;
        p += 2;
        return true;
    }

    private boolean balance() {
        int open = pattern.at(p + 2);
        int close = pattern.at(p + 3);
        if (open == 0 || close == 0) {
            throw new MalformedException("unbalanced pattern");
        }
        p += 4;
        if (s == subject.length || subjectAt(s) != open) {
            return false;
        }
        int depth = 1;
        while (++s < subject.length && depth > 0) {
            count(1);
            int c = subjectAt(s);
            depth += c == close ? -1 : c == open ? 1 : 0;
        }
        return depth == 0;
    }

    @SuppressWarnings("OrphanedFormatString") // the message is ready
    private boolean frontier() {
        p += 2;
        if (pattern.at(p) != '[') {
            throw new MalformedException("missing '[' after '%f' in pattern");
        }
        int before = s == 0 ? 0 : subjectAt(s - 1);
        int here = s == subject.length ? 0 : subjectAt(s);
        int set = p;
        p = pattern.itemEnd(set);
        return !pattern.setMatches(before, set, p) && pattern.setMatches(here, set, p);
    }

    private boolean item() {
        int item = p;
        int itemEnd = pattern.itemEnd(item);
        boolean fits = fits(s, item, itemEnd);
        p = itemEnd + 1;
        switch (pattern.at(itemEnd)) {
            case '?' -> {
                if (fits) {
                    choices.push(Choices.TRY, s, p, 0);
                    s++;
                }
                return true;
            }
            case '*' -> {
                return repeat(item, itemEnd);
            }
            case '+' -> {
                s++;
                return fits && repeat(item, itemEnd);
            }
            case '-' -> {
                choices.push(Choices.GROW, s, item, itemEnd);
                return true;
            }
            default -> {
                s++;
                p = itemEnd;
                return fits;
            }
        }
    }

    private boolean repeat(int item, int itemEnd) {
        int least = s;
        while (fits(s, item, itemEnd)) {
            s++;
            count(1);
        }
        if (s > least) {
            choices.push(Choices.SHRINK, s, p, least);
        }
        return true;
    }

    private boolean fits(int position, int item, int itemEnd) {
        return position < subject.length && pattern.matches(subjectAt(position), item, itemEnd);
    }

    /** Takes the last choice that is left; false when there is none. */
    private boolean goBack() {
        while (!choices.isEmpty()) {
            count(1);
            if (takeChoice()) {
                return true;
            }
        }
        return false;
    }

    private boolean takeChoice() {
        int first = choices.first();
        switch (choices.kind()) {
            case Choices.UNDO_OPEN -> {
                choices.pop();
                captures--;
                return false;
            }
            case Choices.UNDO_CLOSE -> {
                choices.pop();
                captureLengths[first] = OPEN;
                return false;
            }
            case Choices.SHRINK -> {
                s = first - 1;
                p = choices.second();
                choices.moveTo(s, s > choices.third());
                return true;
            }
            case Choices.GROW -> {
                boolean grows = fits(first, choices.second(), choices.third());
                s = first + 1;
                p = choices.third() + 1;
                choices.moveTo(s, grows);
                return grows;
            }
            default -> {
                s = first;
                p = choices.second();
                choices.pop();
                return true;
            }
        }
    }

    private int subjectAt(int position) {
        return subject[position] & 0xff;
    }

    /** The stack of choices: for each its kind and up to three positions. */
    private static final class Choices {

        /** Go on at a position of the subject with a part of the pattern. */
        static final int TRY = 0;
        /** Give back one byte of a repetition: its end, the part behind it, its least end. */
        static final int SHRINK = 1;
        /** Take one byte more for a repetition: its end, its item, the item's end. */
        static final int GROW = 2;
        /** Forget the last capture. */
        static final int UNDO_OPEN = 3;
        /** Open a capture again: its index. */
        static final int UNDO_CLOSE = 4;

        private static final int SIZE = 4;

        private int[] stack = new int[8 * SIZE];
        private int top;

        void clear() {
            top = 0;
        }

        boolean isEmpty() {
            return top == 0;
        }

        void push(int kind, int first, int second, int third) {
            if (top == stack.length) {
                stack = Arrays.copyOf(stack, 2 * top);
            }
            stack[top] = first;
            stack[top + 1] = second;
            stack[top + 2] = third;
            stack[top + 3] = kind;
            top += SIZE;
        }

        void pop() {
            top -= SIZE;
        }

        /** Moves the last choice's first position, or drops the choice. */
        void moveTo(int first, boolean remains) {
            if (remains) {
                stack[top - 4] = first;
            } else {
                pop();
            }
        }

        int first() {
            return stack[top - 4];
        }

        int second() {
            return stack[top - 3];
        }

        int third() {
            return stack[top - 2];
        }

        int kind() {
            return stack[top - 1];
        }
    }
}
