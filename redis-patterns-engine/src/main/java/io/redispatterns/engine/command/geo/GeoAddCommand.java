package io.redispatterns.engine.command.geo;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
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
import io.redispatterns.engine.util.Bytes;

/** GEOADD, which is a ZADD of scores that stand for places, and propagated as one. */
final class GeoAddCommand {

    private static final byte[] ZADD = Bytes.of("ZADD");
    /** A longitude, a latitude and a member. */
    private static final int WORDS_PER_PLACE = 3;

    private GeoAddCommand() {}

    /**
     * What stands in front of the places.
     *
     * @param firstPlace which word follows the options
     */
    private record Options(boolean ifNew, boolean ifPresent, boolean countChanged, int firstPlace) {

        static Options parse(Invocation in) {
            ArgReader words = in.argsFrom(2);
            boolean nx = false;
            boolean xx = false;
            boolean ch = false;
            while (true) {
                if (words.accept("NX")) {
                    nx = true;
                } else if (words.accept("XX")) {
                    xx = true;
                } else if (words.accept("CH")) {
                    ch = true;
                } else {
                    return new Options(nx, xx, ch, in.argc() - words.remaining());
                }
            }
        }
    }

    static void register(CommandTable.Family t) {
        t.command(
                        "GEOADD",
                        "key [condition=(NX|XX)@6.2.0] [change=CH@6.2.0]"
                                + " longitude_latitude_member={longitude:double latitude:double member}...")
                .since("3.2.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(log(N)) for each place, when N is the number of places")
                .summary("Adds places to a sorted set, or moves those that are there.")
                .runs(GeoAddCommand::add);
    }

    private static Reply add(Invocation in) {
        Options options = Options.parse(in);
        int words = in.argc() - options.firstPlace();
        if (words % WORDS_PER_PLACE != 0 || (options.ifNew() && options.ifPresent())) {
            throw Errors.syntax();
        }
        long[] scores = scores(in, options.firstPlace());
        if (scores.length == 0) {
            throw Errors.syntax();
        }
        byte[] key = in.arg(1);
        if (options.ifPresent() && in.edit(key, SortedSetValue.class) == null) {
            return Reply.ZERO;
        }
        Addition addition = new Addition(in.editOrCreate(key, SortedSetValue.class, SortedSetValue::new), options);
        addition.addAll(in, scores);
        if (addition.added + addition.moved > 0) {
            in.changed(KeyspaceEvent.ZADD, key);
            in.propagateAs(asZadd(in, options.firstPlace(), scores));
        }
        return Reply.of(addition.added + (options.countChanged() ? addition.moved : 0));
    }

    private static long[] scores(Invocation in, int firstPlace) {
        long[] scores = new long[(in.argc() - firstPlace) / WORDS_PER_PLACE];
        for (int i = 0; i < scores.length; i++) {
            int at = firstPlace + i * WORDS_PER_PLACE;
            scores[i] = GeoPoint.parse(in.arg(at), in.arg(at + 1)).score();
        }
        return scores;
    }

    private static byte[][] asZadd(Invocation in, int firstPlace, long[] scores) {
        byte[][] words = new byte[firstPlace + 2 * scores.length][];
        words[0] = ZADD;
        for (int i = 1; i < firstPlace; i++) {
            words[i] = in.arg(i);
        }
        for (int i = 0; i < scores.length; i++) {
            words[firstPlace + 2 * i] = Bytes.of(scores[i]);
            words[firstPlace + 2 * i + 1] = in.arg(firstPlace + i * WORDS_PER_PLACE + 2);
        }
        return words;
    }

    /** One run on its sorted set. */
    private static final class Addition {

        private final SortedSetValue places;
        private final Options options;
        private int added;
        private int moved;

        Addition(SortedSetValue places, Options options) {
            this.places = places;
            this.options = options;
        }

        void addAll(Invocation in, long[] scores) {
            ListpackLimits limits = Encodings.sortedSet(in.config());
            for (int i = 0; i < scores.length; i++) {
                add(in.arg(options.firstPlace() + i * WORDS_PER_PLACE + 2), (double) scores[i], limits);
            }
        }

        private void add(byte[] member, double score, ListpackLimits limits) {
            double present = places.score(member);
            if (Double.isNaN(present)) {
                if (!options.ifPresent()) {
                    places.insert(member, score, limits);
                    added++;
                }
            } else if (present != score && !options.ifNew()) {
                places.rescore(member, score);
                moved++;
            }
        }
    }
}
