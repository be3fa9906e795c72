package io.redispatterns.engine.command.zset;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.type.LexRange;
import io.redispatterns.engine.type.ScoreRange;
import io.redispatterns.engine.util.DoubleReader;
import java.util.Arrays;

/** Reads scores, and the two ends of a range of scores or of members. */
final class Scores {

    private Scores() {}

    /**
     * Reads a score.
     *
     * @throws CommandException when it is none
     */
    static double parse(byte[] word) {
        double score = DoubleReader.read(word);
        if (Double.isNaN(score)) {
            throw Errors.notAFloat();
        }
        return score;
    }

    /**
     * Reads a range of scores; a parenthesis in front of an end leaves it out.
     *
     * @throws CommandException when an end is no number
     */
    static ScoreRange range(byte[] min, byte[] max) {
        return new ScoreRange(end(min), isExclusive(min), end(max), isExclusive(max));
    }

    private static boolean isExclusive(byte[] word) {
        return word.length > 0 && word[0] == '(';
    }

    private static double end(byte[] word) {
        double score = DoubleReader.readLenient(word, isExclusive(word) ? 1 : 0);
        if (Double.isNaN(score)) {
            throw Errors.of("ERR min or max is not a float");
        }
        return score;
    }

    /**
     * Reads a range of members: each end is {@code -}, {@code +}, or a member behind a bracket or, to leave it out, a parenthesis.
     *
     * @throws CommandException when an end is none of these
     */
    static LexRange lexRange(byte[] min, byte[] max) {
        return new LexRange(bound(min), bound(max));
    }

    private static LexRange.Bound bound(byte[] word) {
        byte kind = word.length == 0 ? 0 : word[0];
        if (kind == '(' || kind == '[') {
            return LexRange.Bound.at(Arrays.copyOfRange(word, 1, word.length), kind == '(');
        }
        // A zero byte ends the word where Redis looks for nothing behind the sign.
        if ((kind == '-' || kind == '+') && (word.length == 1 || word[1] == 0)) {
            return kind == '-' ? LexRange.Bound.LOWEST : LexRange.Bound.HIGHEST;
        }
        throw Errors.of("ERR min or max not valid string range item");
    }
}
