package io.redispatterns.engine.command.stream;

import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.AclCategory;
import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.ConsumerGroup;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** XGROUP, XACK. */
final class StreamGroupCommands {

    private StreamGroupCommands() {}

    static void register(CommandTable.Family t) {
        t.command("XGROUP", "")
                .since("5.0.0")
                .complexity("Depends on subcommand.")
                .summary("Makes, changes and removes groups of consumers.")
                .contains(StreamGroupCommands::subcommands);
        t.command("XACK", "key group id...")
                .since("5.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1) for each entry")
                .summary("Acknowledges entries, which are pending no more, and tells how many were.")
                .runs(StreamGroupCommands::xack);
    }

    private static void subcommands(CommandTable.Family t) {
        t.command("CREATE", "key groupname id=(id|new_id=$) [MKSTREAM] [ENTRIESREAD entries_read:integer]")
                .since("5.0.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.RW, KeyFlag.INSERT)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Makes a group that reads a stream behind an id.")
                .runs(StreamGroupCommands::create);
        t.command("SETID", "key groupname id=(id|new_id=$) [ENTRIESREAD entries_read:integer]")
                .since("5.0.0")
                .flags(WRITE)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Sets the id that a group has read up to.")
                .runs(StreamGroupCommands::setId);
        t.command("DESTROY", "key groupname")
                .since("5.0.0")
                .flags(WRITE)
                .keys(KeyFlag.RW, KeyFlag.DELETE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Removes a group with all that is pending.")
                .runs(StreamGroupCommands::destroy);
        t.command("CREATECONSUMER", "key groupname consumername")
                .since("6.2.0")
                .flags(WRITE, DENYOOM)
                .keys(KeyFlag.RW, KeyFlag.INSERT)
                .returns(ReplyShape.INTEGER)
                .complexity("O(1)")
                .summary("Makes a consumer of a group, unless it is there.")
                .runs(StreamGroupCommands::createConsumer);
        t.command("DELCONSUMER", "key groupname consumername")
                .since("5.0.0")
                .flags(WRITE)
                .keys(KeyFlag.RW, KeyFlag.DELETE)
                .returns(ReplyShape.INTEGER)
                .complexity("O(N), when N is the number of entries that the consumer has pending")
                .summary(
                        "Removes a consumer of a group with all that it has pending, and tells how many entries that is.")
                .runs(StreamGroupCommands::deleteConsumer);
        t.help("5.0.0", AclCategory.STREAM);
    }

    /**
     * What may stand behind the id of XGROUP CREATE and SETID.
     *
     * @param entriesRead {@link ConsumerGroup#UNKNOWN} when it is not said
     */
    private record GroupOptions(boolean makeStream, long entriesRead) {

        static GroupOptions parse(Invocation in, boolean creating) {
            boolean makeStream = false;
            long entriesRead = ConsumerGroup.UNKNOWN;
            ArgReader args = in.argsFrom(5);
            while (args.hasNext()) {
                if (creating && args.accept("MKSTREAM")) {
                    makeStream = true;
                } else if (args.acceptWith("ENTRIESREAD", 1)) {
                    entriesRead = entriesRead(args.nextLong());
                } else {
                    throw unknownSubcommandOrArity(in);
                }
            }
            return new GroupOptions(makeStream, entriesRead);
        }

        private static long entriesRead(long value) {
            if (value < 0 && value != ConsumerGroup.UNKNOWN) {
                throw Errors.of("ERR value for ENTRIESREAD must be positive or -1");
            }
            return value;
        }
    }

    private static CommandException unknownSubcommandOrArity(Invocation in) {
        return Errors.subcommandSyntax("xgroup", in.arg(1));
    }

    private static Reply create(Invocation in) {
        GroupOptions options = GroupOptions.parse(in, true);
        StreamValue present = in.edit(in.arg(2), StreamValue.class);
        if (present == null && !options.makeStream()) {
            throw noStream();
        }
        if (in.argc() > 8) {
            throw unknownSubcommandOrArity(in);
        }
        StreamId id = id(in.arg(4), present);
        StreamValue stream = in.editOrCreate(in.arg(2), StreamValue.class, StreamValue::new);
        if (stream.createGroup(in.arg(3), id, options.entriesRead()) == null) {
            throw Errors.of("BUSYGROUP Consumer Group name already exists");
        }
        in.changed(KeyspaceEvent.XGROUP_CREATE, in.arg(2));
        return Reply.OK;
    }

    private static StreamId id(byte[] word, @Nullable StreamValue stream) {
        if (!StreamIds.isSign(word, '$')) {
            return StreamIds.parse(word);
        }
        return stream == null ? StreamId.MIN : stream.lastId();
    }

    private static Reply setId(Invocation in) {
        GroupOptions options = GroupOptions.parse(in, false);
        StreamValue stream = stream(in);
        ConsumerGroup group = group(in, stream);
        if (in.argc() != 5 && in.argc() != 7) {
            throw unknownSubcommandOrArity(in);
        }
        byte[] word = in.arg(4);
        StreamId id = StreamIds.isSign(word, '$') ? stream.lastId() : StreamIds.parseOrEnd(word, 0);
        group.readUpTo(id);
        group.setEntriesRead(options.entriesRead());
        in.changed(KeyspaceEvent.XGROUP_SETID, in.arg(2));
        return Reply.OK;
    }

    private static Reply destroy(Invocation in) {
        boolean destroyed = stream(in).destroyGroup(in.arg(3));
        if (destroyed) {
            in.changed(KeyspaceEvent.XGROUP_DESTROY, in.arg(2));
        }
        return Reply.of(destroyed);
    }

    private static Reply createConsumer(Invocation in) {
        ConsumerGroup group = group(in, stream(in));
        boolean isNew = group.consumer(in.arg(4)) == null;
        if (isNew) {
            group.createConsumer(in.arg(4), in.now());
            in.changed(KeyspaceEvent.XGROUP_CREATECONSUMER, in.arg(2));
        }
        return Reply.of(isNew);
    }

    private static Reply deleteConsumer(Invocation in) {
        ConsumerGroup group = group(in, stream(in));
        boolean isThere = group.consumer(in.arg(4)) != null;
        int pending = group.deleteConsumer(in.arg(4));
        if (isThere) {
            in.changed(KeyspaceEvent.XGROUP_DELCONSUMER, in.arg(2));
        }
        return Reply.of(pending);
    }

    private static StreamValue stream(Invocation in) {
        StreamValue stream = in.edit(in.arg(2), StreamValue.class);
        if (stream == null) {
            throw noStream();
        }
        return stream;
    }

    private static CommandException noStream() {
        return Errors.of(
                "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the"
                        + " MKSTREAM option to create an empty stream automatically.");
    }

    private static ConsumerGroup group(Invocation in, StreamValue stream) {
        ConsumerGroup group = stream.group(in.arg(3));
        if (group == null) {
            throw noGroup(in);
        }
        return group;
    }

    /** The refusal of a subcommand that is about a group which is not there. */
    static CommandException noGroup(Invocation in) {
        return Errors.of("NOGROUP No such consumer group " + StreamReplies.quoted(in.arg(3)) + " for key name "
                + StreamReplies.quoted(in.arg(2)));
    }

    private static Reply xack(Invocation in) {
        StreamValue stream = in.read(in.arg(1), StreamValue.class);
        ConsumerGroup group = stream == null ? null : stream.group(in.arg(2));
        if (group == null) {
            return Reply.ZERO;
        }
        List<StreamId> ids = StreamDeleteCommands.ids(in, 3);
        long acknowledged = 0;
        for (StreamId id : ids) {
            if (group.acknowledge(id)) {
                acknowledged++;
            }
        }
        in.engine().keyspace().addDirty(acknowledged);
        return Reply.of(acknowledged);
    }
}
