package io.redispatterns.engine.command.stream;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;
import org.jspecify.annotations.Nullable;

/** XADD, XLEN, XSETID. */
final class StreamAddCommands {

    private static final long LARGEST = -1;

    private StreamAddCommands() {}

    /**
     * The id that a client gives a new entry.
     *
     * @param id null where time tells it
     * @param withSequence whether the number after the time is given
     */
    private record NewId(@Nullable StreamId id, boolean withSequence) {

        /** What stands for the id of a call that ends in front of it: the call will be refused for that. */
        static final NewId NONE = new NewId(null, false);

        static NewId parse(byte[] word) {
            if (StreamIds.isSign(word, '*')) {
                return new NewId(null, false);
            }
            int dash = StreamIds.indexOf(word, '-');
            if (dash < 0 || dash != word.length - 2 || word[dash + 1] != '*') {
                return new NewId(StreamIds.parse(word), true);
            }
            Long millis = StreamIds.unsigned(word, 0, dash);
            if (millis == null) {
                throw StreamIds.invalid();
            }
            return new NewId(new StreamId(millis, 0), false);
        }

        boolean isZero() {
            return withSequence && StreamId.MIN.equals(id);
        }

        /** Returns the id above the last one, or null when what is given is not above it. */
        @Nullable
        StreamId above(StreamId last, long now) {
            StreamId wanted = id == null ? new StreamId(Math.max(0, now), 0) : id;
            if (!withSequence && Long.compareUnsigned(wanted.millis(), last.millis()) <= 0) {
                boolean isFull = last.sequence() == LARGEST;
                return id == null || (wanted.millis() == last.millis() && !isFull) ? last.next() : null;
            }
            return wanted.compareTo(last) > 0 ? wanted : null;
        }
    }

    static void register(CommandTable.Family t) {
        t.command(
                        "XADD",
                        "key [NOMKSTREAM@6.2.0] [trim={strategy=(MAXLEN|MINID@6.2.0)"
                                + " [operator=(equal='='|approximately=~)] threshold [LIMIT count:integer@6.2.0]}]"
                                + " id_or_auto=(auto_id=*|id) field_value={field value}...")
                .since("5.0.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.BULK.or(ReplyShape.NIL))
                .complexity("O(1), and O(N) when N entries are trimmed")
                .summary("Adds an entry to a stream, may trim it, and gives the entry's id.")
                .tips("nondeterministic_output")
                .runs(StreamAddCommands::xadd);
        t.command("XLEN", "key")
                .since("5.0.0")
                .flags(READONLY, FAST)
                .keys(KeyFlag.RO)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Gives the number of entries of a stream.")
                .runs(StreamAddCommands::xlen);
        t.command(
                        "XSETID",
                        "key last-id [ENTRIESADDED entries_added:integer@7.0.0]"
                                + " [MAXDELETEDID max_deleted_entry_id@7.0.0]")
                .since("5.0.0")
                .flags(WRITE, DENYOOM, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Sets the id that the next entry's has to be above, and the counters of a stream.")
                .runs(StreamAddCommands::xsetid);
    }

    private static Reply xadd(Invocation in) {
        TrimOptions options = TrimOptions.ofAdd(in);
        NewId given = options.end() < in.argc() ? NewId.parse(in.arg(options.end())) : NewId.NONE;
        options.check();
        byte[][] fieldsAndValues = fieldsAndValues(in, options.end() + 1);
        if (given.isZero()) {
            throw Errors.of("ERR The ID specified in XADD must be greater than 0-0");
        }
        byte[] key = in.arg(1);
        StreamValue present = in.edit(key, StreamValue.class);
        if (present == null && options.makesNoStream()) {
            return Reply.NIL;
        }
        StreamId id = newId(given, present, fieldsAndValues, in.now());
        StreamValue stream = present == null ? in.editOrCreate(key, StreamValue.class, StreamValue::new) : present;
        stream.add(id, fieldsAndValues, Encodings.stream(in.config()));
        in.changed(KeyspaceEvent.XADD, key);
        if (options.trims() && options.trim(stream) > 0) {
            in.changed(KeyspaceEvent.XTRIM, key);
        }
        if (in.isPropagated() && (!given.withSequence() || options.isApproximate())) {
            in.propagateAs(options.effect(stream, id));
        }
        return StreamReplies.id(id);
    }

    private static byte[][] fieldsAndValues(Invocation in, int from) {
        int length = in.argc() - from;
        if (length < 2 || length % 2 != 0) {
            throw Errors.wrongArity(in.command().fullName());
        }
        byte[][] words = new byte[length][];
        for (int i = 0; i < length; i++) {
            words[i] = in.arg(from + i);
        }
        return words;
    }

    private static StreamId newId(NewId given, @Nullable StreamValue stream, byte[][] fieldsAndValues, long now) {
        StreamId last = stream == null ? StreamId.MIN : stream.lastId();
        if (last.equals(StreamId.MAX)) {
            throw Errors.of("ERR The stream has exhausted the last possible ID, unable to add more items");
        }
        StreamId id = given.above(last, now);
        if (id == null) {
            throw Errors.of("ERR The ID specified in XADD is equal or smaller than the target stream top item");
        }
        if (StreamValue.sizeBytes(fieldsAndValues) > StreamValue.MAX_ENTRY_BYTES) {
            throw Errors.of("ERR Elements are too large to be stored");
        }
        return id;
    }

    private static Reply xlen(Invocation in) {
        StreamValue stream = in.read(in.arg(1), StreamValue.class);
        return Reply.of(stream == null ? 0 : stream.length());
    }

    private static Reply xsetid(Invocation in) {
        Counters counters = Counters.parse(in);
        StreamValue stream = in.edit(in.arg(1), StreamValue.class);
        if (stream == null) {
            throw Errors.noSuchKey();
        }
        counters.check(stream);
        stream.setLastId(counters.lastId());
        if (counters.entriesAdded() >= 0) {
            stream.setEntriesAdded(counters.entriesAdded());
        }
        if (!counters.maxDeletedId().equals(StreamId.MIN)) {
            stream.setMaxDeletedId(counters.maxDeletedId());
        }
        in.changed(KeyspaceEvent.XSETID, in.arg(1));
        return Reply.OK;
    }

    /**
     * What XSETID sets.
     *
     * @param entriesAdded -1 leaves it
     * @param maxDeletedId {@link StreamId#MIN} leaves it
     */
    private record Counters(StreamId lastId, long entriesAdded, StreamId maxDeletedId) {

        static Counters parse(Invocation in) {
            StreamId lastId = StreamIds.parse(in.arg(2));
            long entriesAdded = -1;
            StreamId maxDeletedId = StreamId.MIN;
            ArgReader args = in.argsFrom(3);
            while (args.hasNext()) {
                if (args.acceptWith("ENTRIESADDED", 1)) {
                    entriesAdded = args.nextLong();
                    refuseIf(entriesAdded < 0, "entries_added must be positive");
                } else if (args.acceptWith("MAXDELETEDID", 1)) {
                    maxDeletedId = StreamIds.parse(args.next());
                    refuseIf(
                            lastId.compareTo(maxDeletedId) < 0,
                            "The ID specified in XSETID is smaller than the provided max_deleted_entry_id");
                } else {
                    throw args.syntaxError();
                }
            }
            return new Counters(lastId, entriesAdded, maxDeletedId);
        }

        void check(StreamValue stream) {
            if (stream.length() > 0) {
                refuseIf(
                        lastId.compareTo(stream.lastEntryId()) < 0,
                        "The ID specified in XSETID is smaller than the target stream top item");
                refuseIf(
                        entriesAdded >= 0 && stream.length() > entriesAdded,
                        "The entries_added specified in XSETID is smaller than the target stream length");
            }
        }

        private static void refuseIf(boolean broken, String rule) {
            if (broken) {
                throw refusal(rule);
            }
        }

        private static CommandException refusal(String rule) {
            return Errors.of("ERR " + rule);
        }
    }
}
