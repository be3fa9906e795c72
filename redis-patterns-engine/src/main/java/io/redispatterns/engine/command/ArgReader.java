package io.redispatterns.engine.command;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;

/** Reads a command's words one after the other. */
public final class ArgReader {

    private final byte[][] argv;
    private int at;

    ArgReader(byte[][] argv, int from) {
        this.argv = argv;
        this.at = from;
    }

    /** Whether words are left. */
    public boolean hasNext() {
        return at < argv.length;
    }

    /** The number of words that are left. */
    public int remaining() {
        return argv.length - at;
    }

    /** Takes the next word if it is the given one, in any case. */
    public boolean accept(String word) {
        boolean there = hasNext() && Bytes.equalsIgnoreCase(argv[at], word);
        if (there) {
            at++;
        }
        return there;
    }

    /** As {@link #accept}, but only when at least {@code more} words follow: otherwise the word is not taken. */
    public boolean acceptWith(String word, int more) {
        return remaining() > more && accept(word);
    }

    /**
     * Takes the next word.
     *
     * @throws CommandException "syntax error" when there is none
     */
    public byte[] next() {
        if (!hasNext()) {
            throw Errors.syntax();
        }
        return argv[at++];
    }

    /**
     * Takes the next word as a 64-bit integer.
     *
     * @throws CommandException when there is none or it is no integer
     */
    public long nextLong() {
        return toLong(next());
    }

    /**
     * Reads a word as a 64-bit integer.
     *
     * @throws CommandException when it is no integer
     */
    public static long toLong(byte[] word) {
        Long value = Numbers.parseLong(word);
        if (value == null) {
            throw Errors.notAnInteger();
        }
        return value;
    }

    /** Fails with "syntax error". */
    public CommandException syntaxError() {
        return Errors.syntax();
    }
}
