package io.redispatterns.engine.command.zset;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.type.LexRange;
import io.redispatterns.engine.type.RankRange;
import io.redispatterns.engine.type.ScoreRange;
import io.redispatterns.engine.type.SortedSetValue;

/** A range of ranks, scores or members, read from a command's words and not yet looked for in a sorted set. */
@FunctionalInterface
interface MemberRange {

    /** What a range is made of. */
    enum By {
        RANK,
        SCORE,
        LEX
    }

    /** Returns the ranks that the range has in a sorted set. */
    RankRange in(SortedSetValue set);

    /**
     * Reads a range.
     *
     * @param first the index of the word that is one end of the range; the next word is the other
     * @param reverse whether the range will be walked through from its end: then ranks count from there, and other ranges begin with
     *     the upper end
     * @throws CommandException when an end is not of the form that the kind of range asks for
     */
    static MemberRange read(Invocation in, By by, int first, boolean reverse) {
        int min = reverse ? first + 1 : first;
        int max = reverse ? first : first + 1;
        return switch (by) {
            case RANK -> ranks(ArgReader.toLong(in.arg(first)), ArgReader.toLong(in.arg(first + 1)), reverse);
            case SCORE -> scores(Scores.range(in.arg(min), in.arg(max)));
            case LEX -> members(Scores.lexRange(in.arg(min), in.arg(max)), reverse);
        };
    }

    private static MemberRange ranks(long start, long stop, boolean reverse) {
        return set -> RankRange.of(start, stop, set.size(), reverse);
    }

    private static MemberRange scores(ScoreRange range) {
        return set -> set.ranks(range);
    }

    private static MemberRange members(LexRange range, boolean reverse) {
        return set -> set.ranks(range, reverse);
    }
}
