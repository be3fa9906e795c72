package io.redispatterns.engine.command.zset;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.type.RankRange;
import io.redispatterns.engine.type.SortedSetValue;
import org.jspecify.annotations.Nullable;

/**
 * Which members ZRANGE and its relatives are asked for.
 *
 * @param range their ranks, scores or members
 * @param byRank whether they are asked for by their ranks
 * @param reverse whether the highest score comes first
 * @param withScores whether scores are wanted besides
 * @param offset how many to leave out; negative: all
 * @param limit how many to give then; negative: all
 */
record RangeRequest(MemberRange range, boolean byRank, boolean reverse, boolean withScores, long offset, long limit) {

    /**
     * What a command of the family leaves open.
     *
     * @param first the index of the key's word, behind which the two ends stand
     * @param by the kind of range, or null when options tell
     * @param reverse the direction, or null when an option tells
     * @param stores whether the members go to another key, with their scores
     */
    record Form(
            int first,
            MemberRange.@Nullable By by,
            @Nullable Boolean reverse,
            boolean stores) {}

    /** Reads what a command is asked for; everything is checked before the key is looked at. */
    static RangeRequest parse(Invocation in, Form form) {
        return new Options(form).read(in.argsFrom(form.first() + 3)).request(in);
    }

    /** The members' ranks in a sorted set. */
    RankRange ranks(SortedSetValue set) {
        return range.in(set).limited(offset, limit, reverse);
    }

    /** The words behind the two ends, as they are read. */
    private static final class Options {

        private final Form form;
        private MemberRange.By by;
        private boolean reverse;
        private boolean withScores;
        private long offset;
        private long limit = -1;

        Options(Form form) {
            this.form = form;
            this.by = form.by() == null ? MemberRange.By.RANK : form.by();
            this.reverse = Boolean.TRUE.equals(form.reverse());
        }

        Options read(ArgReader words) {
            boolean chosen = form.by() != null;
            boolean directed = form.reverse() != null;
            while (words.hasNext()) {
                if (!form.stores() && words.accept("WITHSCORES")) {
                    withScores = true;
                } else if (words.acceptWith("LIMIT", 2)) {
                    offset = words.nextLong();
                    limit = words.nextLong();
                } else if (!directed && words.accept("REV")) {
                    reverse = true;
                    directed = true;
                } else if (!chosen && words.accept("BYLEX")) {
                    by = MemberRange.By.LEX;
                    chosen = true;
                } else if (!chosen && words.accept("BYSCORE")) {
                    by = MemberRange.By.SCORE;
                    chosen = true;
                } else {
                    throw Errors.syntax();
                }
            }
            return this;
        }

        RangeRequest request(Invocation in) {
            if (limit != -1 && by == MemberRange.By.RANK) {
                throw Errors.of(
                        "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
            }
            if (withScores && by == MemberRange.By.LEX) {
                throw Errors.of("ERR syntax error, WITHSCORES not supported in combination with BYLEX");
            }
            boolean byRank = by == MemberRange.By.RANK;
            MemberRange range = MemberRange.read(in, by, form.first() + 1, reverse);
            return new RangeRequest(range, byRank, reverse, withScores, byRank ? 0 : offset, limit);
        }
    }
}
