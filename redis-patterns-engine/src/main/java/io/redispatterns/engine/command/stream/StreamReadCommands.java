package io.redispatterns.engine.command.stream;

import static io.redispatterns.engine.command.CommandFlag.BLOCKING;
import static io.redispatterns.engine.command.CommandFlag.READONLY;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.KeySpec;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.type.ConsumerGroup;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** XREAD, XREADGROUP. */
final class StreamReadCommands {

    /** What a client that has waited gets at most, unless it says itself: its id may lie far back. */
    private static final long COUNT_AFTER_WAITING = 1000;

    private StreamReadCommands() {}

    static void register(CommandTable.Family t) {
        t.command("XREAD", "[COUNT count:integer] [BLOCK milliseconds:integer] STREAMS streams={key... id...}")
                .since("5.0.0")
                .flags(READONLY, BLOCKING)
                .keySpecs(keysBehindStreams(1))
                .returns(ReplyShape.MAP.or(ReplyShape.ARRAY).or(ReplyShape.NULL_ARRAY))
                .complexity("O(N) for each stream, when N is the number of entries to give")
                .summary("Gives the entries of several streams behind an id each, or waits for one.")
                .runs(StreamReadCommands::xread);
        t.command(
                        "XREADGROUP",
                        "GROUP group_consumer={group consumer} [COUNT count:integer] [BLOCK milliseconds:integer] [NOACK]"
                                + " STREAMS streams={key... id...}")
                .since("5.0.0")
                .flags(WRITE, BLOCKING)
                .keySpecs(keysBehindStreams(4))
                .returns(ReplyShape.MAP.or(ReplyShape.ARRAY).or(ReplyShape.NULL_ARRAY))
                .complexity("O(N) for each stream, when N is the number of entries to give")
                .summary(
                        "Gives a consumer the entries of several streams that its group has not read, or waits for one; or"
                                + " gives it again what it has not acknowledged.")
                .runs(StreamReadCommands::xreadgroup);
    }

    private static KeySpec keysBehindStreams(int from) {
        return new KeySpec(
                EnumSet.of(KeyFlag.RO, KeyFlag.ACCESS),
                null,
                new KeySpec.AtKeyword("STREAMS", from),
                new KeySpec.Range(-1, 1, 2));
    }

    private static Outcome xread(Invocation in) {
        ReadOptions options = ReadOptions.parse(in, false);
        return in.changedKey() == null ? read(in, options) : readOn(in, options, in.changedKey());
    }

    private static Outcome read(Invocation in, ReadOptions options) {
        StreamId[] after = new StreamId[options.streams()];
        for (int i = 0; i < after.length; i++) {
            after[i] = after(in.read(options.key(in, i), StreamValue.class), options.id(in, i));
        }
        List<Reply> found = new ArrayList<>();
        for (int i = 0; i < after.length; i++) {
            StreamValue stream = in.read(options.key(in, i), StreamValue.class);
            if (stream != null && isAbove(stream, after[i])) {
                found.add(Reply.of(options.key(in, i)));
                found.add(entriesBehind(stream, after[i], options.count()));
            }
        }
        return found.isEmpty() ? nothing(in, options, withIds(in, options, after)) : reply(in, found);
    }

    /** The id that a stream is read behind; {@code $} is its present end. */
    private static StreamId after(@Nullable StreamValue stream, byte[] word) {
        if (StreamIds.isSign(word, '$')) {
            return stream == null ? StreamId.MIN : stream.lastId();
        }
        if (StreamIds.isSign(word, '>')) {
            throw Errors.of("ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group>"
                    + " <consumer> option.");
        }
        return StreamIds.parse(word);
    }

    /** Whether there is an entry behind an id. */
    static boolean isAbove(StreamValue stream, StreamId id) {
        return stream.length() > 0
                && stream.lastId().compareTo(id) > 0
                && stream.lastEntryId().compareTo(id) > 0;
    }

    private static Reply entriesBehind(StreamValue stream, StreamId id, long count) {
        StreamId from = id.next();
        return from == null ? Reply.EMPTY_ARRAY : StreamReplies.entries(stream.cursor(from, StreamId.MAX), count);
    }

    /** The call with the ids in place of {@code $}, so that what it waits behind stays where it is now. */
    private static byte[][] withIds(Invocation in, ReadOptions options, StreamId[] ids) {
        byte[][] words = new byte[in.argc()][];
        int firstId = options.firstKey() + options.streams();
        for (int i = 0; i < words.length; i++) {
            words[i] = i < firstId ? in.arg(i) : ids[i - firstId].toBytes();
        }
        return words;
    }

    /** Serves a client that has waited, with the stream that has changed: only what was added since interests it. */
    private static Outcome readOn(Invocation in, ReadOptions options, byte[] key) {
        StreamValue stream = streamAt(in, key);
        StreamId after = StreamIds.parse(options.id(in, options.indexOf(in, key)));
        if (stream == null || stream.lastId().compareTo(after) <= 0) {
            return nothing(in, options, null);
        }
        return reply(in, List.of(Reply.of(key), entriesBehind(stream, after, countAfterWaiting(options))));
    }

    private static Outcome xreadgroup(Invocation in) {
        ReadOptions options = ReadOptions.parse(in, true);
        byte[] groupName = options.group() == null ? Bytes.EMPTY : options.group();
        GroupReading reading = new GroupReading(in, options, groupName);
        Outcome outcome = in.changedKey() == null
                ? readByGroup(in, options, reading)
                : readOnByGroup(in, reading, options, in.changedKey());
        reading.propagate();
        return outcome;
    }

    private static Outcome readByGroup(Invocation in, ReadOptions options, GroupReading reading) {
        StreamId[] after = new StreamId[options.streams()];
        for (int i = 0; i < after.length; i++) {
            after[i] = reading.after(options.key(in, i), options.id(in, i));
        }
        List<Reply> found = new ArrayList<>();
        for (int i = 0; i < after.length; i++) {
            Reply entries = reading.read(options.key(in, i), after[i], options.count());
            if (entries != null) {
                found.add(Reply.of(options.key(in, i)));
                found.add(entries);
            }
        }
        return found.isEmpty() ? nothing(in, options, null) : reply(in, found);
    }

    private static Outcome readOnByGroup(Invocation in, GroupReading reading, ReadOptions options, byte[] key) {
        StreamValue stream = streamAt(in, key);
        if (stream == null) {
            throw Errors.of("UNBLOCKED the stream key no longer exists");
        }
        ConsumerGroup group = stream.group(reading.groupName());
        if (group == null) {
            throw Errors.of("NOGROUP the consumer group this client was blocked on no longer exists");
        }
        if (stream.lastId().compareTo(group.lastId()) <= 0) {
            return nothing(in, options, null);
        }
        return reply(in, List.of(Reply.of(key), reading.readNew(key, stream, group, countAfterWaiting(options))));
    }

    private static @Nullable StreamValue streamAt(Invocation in, byte[] key) {
        Entry entry = in.db().lookup(key, in.now());
        return entry != null && entry.value() instanceof StreamValue stream ? stream : null;
    }

    private static long countAfterWaiting(ReadOptions options) {
        return options.count() == 0 ? COUNT_AFTER_WAITING : options.count();
    }

    private static Outcome nothing(Invocation in, ReadOptions options, byte @Nullable [][] words) {
        return options.waits()
                ? new Blocked(options.keys(in), options.blockMillis(), Reply.NULL_ARRAY, options.group() != null, words)
                : Reply.NULL_ARRAY;
    }

    /** Keys and their entries in turn: a map in RESP3, in RESP2 an array of pairs, which no map becomes there. */
    private static Reply reply(Invocation in, List<Reply> keysAndEntries) {
        if (in.client().protocol() == RespVersion.RESP3) {
            return new Reply.MapReply(keysAndEntries);
        }
        List<Reply> pairs = new ArrayList<>(keysAndEntries.size() / 2);
        for (int i = 0; i < keysAndEntries.size(); i += 2) {
            pairs.add(Reply.array(keysAndEntries.get(i), keysAndEntries.get(i + 1)));
        }
        return new Reply.Array(pairs);
    }
}
