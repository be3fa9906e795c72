package io.redispatterns.engine.resp;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.QuotedWords;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads commands from the bytes of one connection, however these are cut into pieces: arrays of bulk strings, and inline commands.
 *
 * <pre>{@code
 * decoder.feed(bytes, 0, length);
 * for (byte[][] command = decoder.next(limits); command != null; command = decoder.next(limits)) { ... }
 * }</pre>
 *
 * <p>Each byte is looked at once: O(N), and no more memory is taken than a few times what has arrived, whatever lengths are claimed.
 * Between two commands it holds no array. Not safe for concurrent use. After a {@link ProtocolException} it is of no more use.
 */
public final class RespDecoder {

    private static final int FIRST_WORDS = 64;
    private static final int FIRST_BULK_BYTES = 32 * 1024;
    private static final int BULK_GROWTH = 4;
    private static final int LINE_END_LENGTH = 2;
    /** What an array takes besides its bytes: header and reference. */
    private static final int WORD_OVERHEAD = 24;

    private static final byte[][] NO_WORDS = new byte[0][];

    private enum State {
        /** Before the first byte of a command. */
        START,
        /** In the line with the number of words. */
        COUNT,
        /** In the line with the length of a word. */
        LENGTH,
        /** In a word or in the line end behind it. */
        WORD,
        /** In an inline command. */
        INLINE
    }

    private State state = State.START;

    /** What was fed last, from {@code position} to before {@code limit}: the caller's array until {@link #keep} copies it. */
    private byte[] chunk = Bytes.EMPTY;

    private int position;
    private int limit;
    private boolean chunkIsOwn;

    /** The line found by {@link #readLine}. */
    private byte[] line = Bytes.EMPTY;

    private int lineFrom;
    private int lineTo;
    private final SplitLine split = new SplitLine();
    private boolean splitHasEnded;
    /** A zero byte hides the end of its line, for ever: Redis searches lines as C strings. */
    private boolean lineEndIsHidden;

    private byte[][] words = NO_WORDS;
    private int wordCount;
    private int wordsExpected;
    private byte[] word = Bytes.EMPTY;
    private int wordLength;
    private int wordFilled;
    private int lineEndPassed;

    private long heldBytes;

    /**
     * Hands over more bytes. They are read from the array in place by {@link #next}, until that returns null or {@link #keep} is
     * called.
     */
    public void feed(byte[] bytes, int from, int to) {
        if (position == limit) {
            chunk = bytes;
            position = from;
            limit = to;
            chunkIsOwn = false;
        } else {
            append(bytes, from, to);
        }
    }

    private void append(byte[] bytes, int from, int to) {
        int count = to - from;
        if (!chunkIsOwn || chunk.length - limit < count) {
            int rest = limit - position;
            own(rest, Math.max(rest + count, rest * 2));
        }
        System.arraycopy(bytes, from, chunk, limit, count);
        limit += count;
    }

    /** Lets go of the caller's array although not all commands have been taken from it: the rest is copied. */
    public void keep() {
        if (!chunkIsOwn && position < limit) {
            own(limit - position, limit - position);
        }
    }

    private void own(int rest, int capacity) {
        byte[] copy = new byte[capacity];
        System.arraycopy(chunk, position, copy, 0, rest);
        chunk = copy;
        position = 0;
        limit = rest;
        chunkIsOwn = true;
    }

    /**
     * Returns the next command, its words in arrays of their own, or null when more bytes are needed.
     *
     * @throws ProtocolException when the bytes are no command; Redis's text
     */
    public byte @Nullable [][] next(RespLimits limits) {
        while (position < limit) {
            byte[][] command = step(limits);
            if (command.length > 0) {
                return command;
            }
        }
        chunk = Bytes.EMPTY;
        chunkIsOwn = false;
        line = Bytes.EMPTY;
        position = 0;
        limit = 0;
        return null;
    }

    /** How many bytes of an unfinished command are held, not counting those that were fed last. */
    public long heldBytes() {
        return heldBytes + split.length() + (chunkIsOwn ? limit - position : 0);
    }

    /** Goes on by one line or word; returns the command that it completed, else no words. */
    private byte[][] step(RespLimits limits) {
        return switch (state) {
            case START -> begin();
            case COUNT -> readCount(limits);
            case LENGTH -> readLength(limits);
            case WORD -> readWord();
            case INLINE -> readInline();
        };
    }

    private byte[][] begin() {
        state = chunk[position] == '*' ? State.COUNT : State.INLINE;
        return NO_WORDS;
    }

    private byte[][] readCount(RespLimits limits) {
        if (readLine('\r', 1, "too big mbulk count string")) {
            wordsExpected = limits.checkedWords(RespNumber.parse(line, lineFrom + 1, lineTo));
            state = wordsExpected == 0 ? State.START : State.LENGTH;
            words = wordsExpected == 0 ? NO_WORDS : new byte[Math.min(wordsExpected, FIRST_WORDS)][];
        }
        return NO_WORDS;
    }

    private byte[][] readLength(RespLimits limits) {
        if (readLine('\r', 1, "too big bulk count string")) {
            int first = lineFrom < lineTo ? line[lineFrom] & 0xff : '\r';
            if (first != '$') {
                char shown = first == '\r' || first == '\n' ? ' ' : (char) first;
                throw new ProtocolException("expected '$', got '" + shown + "'");
            }
            wordLength = limits.checkedBulkLength(RespNumber.parse(line, lineFrom + 1, lineTo));
            state = State.WORD;
        }
        return NO_WORDS;
    }

    private byte[][] readWord() {
        int available = limit - position;
        if (wordFilled + lineEndPassed == 0 && available - LINE_END_LENGTH >= wordLength) {
            byte[] whole = wordLength == 0 ? Bytes.EMPTY : Arrays.copyOfRange(chunk, position, position + wordLength);
            position += wordLength + LINE_END_LENGTH;
            return add(whole);
        }
        fillWord(Math.min(available, wordLength - wordFilled));
        int passed = Math.min(limit - position, LINE_END_LENGTH - lineEndPassed);
        position += passed;
        lineEndPassed += passed;
        return lineEndPassed == LINE_END_LENGTH ? add(word) : NO_WORDS;
    }

    /** Copies a part of the word. Its array grows as the bytes arrive: a claimed length alone takes no memory. */
    private void fillWord(int count) {
        int needed = wordFilled + count;
        if (word.length < needed) {
            long roomy = Math.max(FIRST_BULK_BYTES, (long) needed * BULK_GROWTH);
            word = Arrays.copyOf(word, (int) Math.min(wordLength, roomy));
        }
        System.arraycopy(chunk, position, word, wordFilled, count);
        position += count;
        wordFilled += count;
        heldBytes += count;
    }

    private byte[][] add(byte[] whole) {
        if (wordCount == words.length) {
            words = Arrays.copyOf(words, (int) Math.min(wordsExpected, wordCount * 2L));
        }
        words[wordCount++] = whole;
        heldBytes += WORD_OVERHEAD + whole.length - wordFilled;
        word = Bytes.EMPTY;
        wordFilled = 0;
        lineEndPassed = 0;
        state = State.LENGTH;
        return wordCount == wordsExpected ? complete() : NO_WORDS;
    }

    private byte[][] complete() {
        byte[][] command = words;
        words = NO_WORDS;
        wordCount = 0;
        heldBytes = 0;
        state = State.START;
        return command;
    }

    private byte[][] readInline() {
        if (!readLine('\n', 0, "too big inline request")) {
            return NO_WORDS;
        }
        state = State.START;
        byte[][] command = QuotedWords.split(line, lineFrom, lineTo);
        if (command == null) {
            throw new ProtocolException("unbalanced quotes in request");
        }
        return command;
    }

    /**
     * Reads up to the end of the line; false when that has not arrived.
     *
     * @param end the byte that ends the line
     * @param behind how many bytes follow the end; whatever they are, they are passed over
     * @param tooBig what is said of a line that is too long
     */
    private boolean readLine(char end, int behind, String tooBig) {
        if (!splitHasEnded) {
            int stop = endOfLine(end);
            if (split.length() + stop - position > RespLimits.MAX_LINE_LENGTH) {
                throw new ProtocolException(tooBig);
            }
            if (split.length() == 0 && stop + behind < limit) {
                return foundLine(chunk, position, stop, stop + 1 + behind);
            }
            split.append(chunk, position, stop - position);
            splitHasEnded = stop < limit;
            position = splitHasEnded ? stop + 1 : limit;
        }
        if (!splitHasEnded || limit - position < behind) {
            return false;
        }
        splitHasEnded = false;
        foundLine(split.bytes(), 0, split.length(), position + behind);
        split.clear();
        return true;
    }

    private boolean foundLine(byte[] bytes, int from, int to, int next) {
        line = bytes;
        lineFrom = from;
        lineTo = to;
        position = next;
        return true;
    }

    /** Returns where the line ends, or {@code limit}. */
    private int endOfLine(char end) {
        byte[] bytes = chunk;
        int stop = limit;
        for (int i = lineEndIsHidden ? stop : position; i < stop; i++) {
            byte b = bytes[i];
            if (b == end) {
                return i;
            }
            if (b == 0) {
                lineEndIsHidden = true;
                return stop;
            }
        }
        return stop;
    }
}
