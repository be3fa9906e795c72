package io.redispatterns.engine.command.hash;

import static io.redispatterns.engine.command.CommandFlag.READONLY;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.ScanOptions;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.HashValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/** HRANDFIELD, HSCAN. */
final class HashWalkCommands {

    /** The most fields that are drawn with repetition: Redis sets no bound, and a small command could fill the heap. */
    private static final long MAX_DRAWN = 1 << 20;

    private HashWalkCommands() {}

    /**
     * How many fields HRANDFIELD gives.
     *
     * @param number different fields; negative: fields drawn each from all
     */
    private record Choice(long number, boolean withValues) {

        /** Reads the options; every one is checked before the key is looked at. */
        static Choice parse(ArgReader args) {
            long number = args.nextLong();
            if (number == Long.MIN_VALUE) {
                throw Errors.outOfRange(-Long.MAX_VALUE, Long.MAX_VALUE);
            }
            boolean withValues = args.accept("WITHVALUES");
            if (args.hasNext()) {
                throw Errors.syntax();
            }
            if (withValues && Math.abs(number) > Long.MAX_VALUE / 2) {
                throw Errors.of("ERR value is out of range");
            }
            return new Choice(number, withValues);
        }

        void from(HashValue hash, RandomGenerator random, BiConsumer<byte[], byte[]> consumer) {
            if (number < -MAX_DRAWN) {
                throw Errors.outOfRange(-MAX_DRAWN, Long.MAX_VALUE);
            }
            if (number < 0) {
                hash.draw(random, -number, consumer);
            } else {
                hash.sample(random, number, consumer);
            }
        }
    }

    static void register(CommandTable.Family t) {
        t.command("HRANDFIELD", "key [options={count:integer [WITHVALUES]}]")
                .since("6.2.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.BULK
                        .or(ReplyShape.NIL)
                        .or(ReplyShape.arrayOf(ReplyShape.BULK))
                        .or(ReplyShape.pairsOf(ReplyShape.BULK)))
                .complexity("O(N), when N is the number of fields to give")
                .summary("Gives one or several fields of a hash at random.")
                .tips("nondeterministic_output")
                .runs(HashWalkCommands::hrandfield);
        t.command("HSCAN", "key cursor:integer [MATCH pattern] [COUNT count:integer] [NOVALUES@7.4.0]")
                .since("2.8.0")
                .flags(READONLY)
                .keys(KeyFlag.RO, KeyFlag.ACCESS)
                .returns(ReplyShape.ARRAY)
                .complexity("O(1) for a call, O(N) for a whole walk, when N is the number of fields of the hash")
                .summary("Walks through the fields of a hash and their values, some at a time.")
                .tips("nondeterministic_output")
                .runs(HashWalkCommands::hscan);
    }

    private static Reply hrandfield(Invocation in) {
        if (in.argc() == 2) {
            return anyField(in);
        }
        Choice choice = Choice.parse(in.argsFrom(2));
        HashValue hash = in.read(in.arg(1), HashValue.class);
        if (hash == null) {
            return Reply.EMPTY_ARRAY;
        }
        List<Reply> items = new ArrayList<>();
        RandomGenerator random = in.engine().random();
        if (!choice.withValues()) {
            choice.from(hash, random, (field, value) -> items.add(Reply.of(field)));
            return new Reply.Array(items);
        }
        choice.from(hash, random, (field, value) -> {
            items.add(Reply.of(field));
            items.add(Reply.of(value));
        });
        return new Reply.Pairs(items);
    }

    private static Reply anyField(Invocation in) {
        HashValue hash = in.read(in.arg(1), HashValue.class);
        List<Reply> drawn = new ArrayList<>(1);
        if (hash != null) {
            hash.draw(in.engine().random(), 1, (field, value) -> drawn.add(Reply.of(field)));
        }
        return drawn.isEmpty() ? Reply.NIL : drawn.get(0);
    }

    /** Looks at the key before the options, as Redis does: where there is none, any options will do. */
    private static Reply hscan(Invocation in) {
        long from = ScanOptions.cursor(in.arg(2));
        HashValue hash = in.read(in.arg(1), HashValue.class);
        if (hash == null) {
            return ScanOptions.reply(0, List.of());
        }
        ScanOptions options = ScanOptions.parseOfHash(in.argsFrom(3));
        List<byte[]> collected = new ArrayList<>();
        BiConsumer<byte[], byte[]> collector = (field, value) -> {
            collected.add(field);
            collected.add(value);
        };
        long next = options.walk(from, cursor -> hash.scan(cursor, collector), () -> collected.size() / 2);
        List<Reply> found = new ArrayList<>();
        for (int i = 0; i < collected.size(); i += 2) {
            if (options.admits(collected.get(i))) {
                found.add(Reply.of(collected.get(i)));
                if (options.withValues()) {
                    found.add(Reply.of(collected.get(i + 1)));
                }
            }
        }
        return ScanOptions.reply(next, found);
    }
}
