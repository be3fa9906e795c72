package io.redispatterns.engine.command.zset;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.ListpackLimits;
import io.redispatterns.engine.type.SortedSetValue;

/** ZADD, ZINCRBY. */
final class SortedSetAddCommands {

    private SortedSetAddCommands() {}

    /**
     * What ZADD is told in front of the scores.
     *
     * @param ifNew NX: leave members alone that are there
     * @param ifPresent XX: add no member
     * @param ifGreater GT: leave scores alone that would not rise
     * @param ifLess LT: leave scores alone that would not fall
     * @param countChanged CH: tell how many scores changed, not only how many members are new
     * @param increment INCR: the score is to be added to the one that is there
     */
    private record AddOptions(
            boolean ifNew,
            boolean ifPresent,
            boolean ifGreater,
            boolean ifLess,
            boolean countChanged,
            boolean increment) {

        static AddOptions parse(ArgReader words, boolean increment) {
            boolean nx = false;
            boolean xx = false;
            boolean gt = false;
            boolean lt = false;
            boolean ch = false;
            boolean incr = increment;
            while (true) {
                if (words.accept("NX")) {
                    nx = true;
                } else if (words.accept("XX")) {
                    xx = true;
                } else if (words.accept("GT")) {
                    gt = true;
                } else if (words.accept("LT")) {
                    lt = true;
                } else if (words.accept("CH")) {
                    ch = true;
                } else if (words.accept("INCR")) {
                    incr = true;
                } else {
                    return new AddOptions(nx, xx, gt, lt, ch, incr);
                }
            }
        }

        /** Checks the options against each other and the number of scores. */
        void check(int words) {
            if (words == 0 || words % 2 != 0) {
                throw Errors.syntax();
            }
            if (ifNew && ifPresent) {
                throw Errors.of("ERR XX and NX options at the same time are not compatible");
            }
            if ((ifNew && (ifGreater || ifLess)) || (ifGreater && ifLess)) {
                throw Errors.of("ERR GT, LT, and/or NX options at the same time are not compatible");
            }
            if (increment && words > 2) {
                throw Errors.of("ERR INCR option supports a single increment-element pair");
            }
        }

        /** Whether a score may take the place of another. */
        boolean allow(double present, double score) {
            return !ifNew && !(ifGreater && score <= present) && !(ifLess && score >= present);
        }
    }

    /** One run of ZADD on its sorted set. */
    private static final class Addition {

        private final SortedSetValue set;
        private final AddOptions options;
        private final ListpackLimits limits;
        private int added;
        private int updated;
        /** The score that the last member has now; NaN when the options left it alone. */
        private double result = Double.NaN;

        Addition(SortedSetValue set, AddOptions options, ListpackLimits limits) {
            this.set = set;
            this.options = options;
            this.limits = limits;
        }

        void add(byte[] member, double score) {
            double present = set.score(member);
            if (!Double.isNaN(present)) {
                update(member, present, score);
            } else if (!options.ifPresent()) {
                set.insert(member, score, limits);
                added++;
                result = score;
            }
        }

        private void update(byte[] member, double present, double score) {
            double wanted = options.increment() && !options.ifNew() ? sum(present, score) : score;
            if (!options.allow(present, wanted)) {
                return;
            }
            if (wanted != present) {
                set.rescore(member, wanted);
                updated++;
            }
            result = wanted;
        }

        private static double sum(double present, double increment) {
            double sum = present + increment;
            if (Double.isNaN(sum)) {
                throw Errors.of("ERR resulting score is not a number (NaN)");
            }
            return sum;
        }
    }

    static void register(CommandTable.Family t) {
        t.command(
                        "ZADD",
                        "key [condition=(NX|XX)@3.0.2] [comparison=(GT|LT)@6.2.0] [change=CH@3.0.2] [increment=INCR@3.0.2]"
                                + " score_member={score:double member}...")
                .since("1.2.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER.or(ReplyShape.DECIMAL).or(ReplyShape.NIL))
                .complexity("O(log(N)) for each member, when N is the number of members of the sorted set")
                .summary("Adds members to a sorted set, or gives new scores to those that are there.")
                .runs(in -> add(in, false));
        t.command("ZINCRBY", "key increment:integer member")
                .since("1.2.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE)
                .returns(ReplyShape.DECIMAL)
                .complexity("O(log(N)), when N is the number of members of the sorted set")
                .summary("Adds to the score of a member of a sorted set; a member that is not there counts as 0.")
                .runs(in -> add(in, true));
    }

    private static Reply add(Invocation in, boolean increment) {
        ArgReader words = in.argsFrom(2);
        AddOptions options = AddOptions.parse(words, increment);
        options.check(words.remaining());
        int first = in.argc() - words.remaining();
        double[] scores = scores(in, first);
        byte[] key = in.arg(1);
        if (options.ifPresent() && in.edit(key, SortedSetValue.class) == null) {
            return options.increment() ? Reply.NIL : Reply.ZERO;
        }
        SortedSetValue set = in.editOrCreate(key, SortedSetValue.class, SortedSetValue::new);
        Addition addition = new Addition(set, options, Encodings.sortedSet(in.config()));
        for (int i = 0; i < scores.length; i++) {
            addition.add(in.arg(first + 2 * i + 1), scores[i]);
        }
        if (addition.added + addition.updated > 0) {
            in.changed(options.increment() ? KeyspaceEvent.ZINCR : KeyspaceEvent.ZADD, key);
        }
        return reply(addition);
    }

    private static double[] scores(Invocation in, int first) {
        double[] scores = new double[(in.argc() - first) / 2];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Scores.parse(in.arg(first + 2 * i));
        }
        return scores;
    }

    private static Reply reply(Addition addition) {
        if (addition.options.increment()) {
            return Double.isNaN(addition.result) ? Reply.NIL : new Reply.Decimal(addition.result);
        }
        return Reply.of(addition.added + (addition.options.countChanged() ? addition.updated : 0));
    }
}
