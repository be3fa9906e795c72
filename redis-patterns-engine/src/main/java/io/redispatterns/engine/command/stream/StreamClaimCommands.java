package io.redispatterns.engine.command.stream;

import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.PendingEntry;
import io.redispatterns.engine.type.StreamId;
import io.redispatterns.engine.type.StreamValue;
import io.redispatterns.engine.util.Numbers;
import java.util.ArrayList;
import java.util.List;

/** XCLAIM, XAUTOCLAIM. */
final class StreamClaimCommands {

    /** How many pending entries XAUTOCLAIM looks at for each that it may give. */
    private static final int ATTEMPTS = 10;
    /** The bytes that Redis needs for an entry, which bound XAUTOCLAIM's COUNT. */
    private static final int ID_BYTES = 16;

    private StreamClaimCommands() {}

    static void register(CommandTable.Family t) {
        t.command(
                        "XCLAIM",
                        "key group consumer min-idle-time id... [IDLE ms:integer]"
                                + " [TIME unix-time-milliseconds:unix-time] [RETRYCOUNT count:integer] [FORCE] [JUSTID]"
                                + " [LASTID id]")
                .since("5.0.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.UPDATE)
                .returns(ReplyShape.ARRAY)
                .complexity("O(log(N)) for each entry, when N is the number of pending entries of the group")
                .summary(
                        "Makes a consumer the owner of pending entries, as if they had been given to it, and gives them.")
                .tips("nondeterministic_output")
                .runs(StreamClaimCommands::xclaim);
        t.command("XAUTOCLAIM", "key group consumer min-idle-time start [COUNT count:integer] [JUSTID]")
                .since("6.2.0")
                .flags(WRITE, FAST)
                .keys(KeyFlag.RW, KeyFlag.DELETE)
                .returns(ReplyShape.ARRAY)
                .complexity("O(1) if COUNT is small")
                .summary("Makes a consumer the owner of entries that have been pending for long, and gives them.")
                .tips("nondeterministic_output")
                .runs(StreamClaimCommands::xautoclaim);
    }

    /** The options of XCLAIM behind its ids. */
    private static final class ClaimOptions {

        private final ArgReader args;
        private final long now;
        private long deliveredAt = -1;
        private long retryCount = -1;
        private boolean force;
        private boolean justId;
        private StreamId lastId = StreamId.MIN;

        ClaimOptions(ArgReader args, long now) {
            this.args = args;
            this.now = now;
            while (args.hasNext()) {
                parseOne();
            }
        }

        private void parseOne() {
            if (args.accept("FORCE")) {
                force = true;
            } else if (args.accept("JUSTID")) {
                justId = true;
            } else if (args.acceptWith("IDLE", 1)) {
                deliveredAt = now - number("Invalid IDLE option argument for XCLAIM");
            } else if (args.acceptWith("TIME", 1)) {
                deliveredAt = number("Invalid TIME option argument for XCLAIM");
            } else if (args.acceptWith("RETRYCOUNT", 1)) {
                retryCount = number("Invalid RETRYCOUNT option argument for XCLAIM");
            } else if (args.acceptWith("LASTID", 1)) {
                lastId = StreamIds.parse(args.next());
            } else {
                throw Errors.of("ERR Unrecognized XCLAIM option " + StreamReplies.quoted(args.next()));
            }
        }

        private long number(String refusal) {
            return toLong(args.next(), refusal);
        }

        /** When the entries count as given to the consumer: never in the future. */
        long deliveredAt() {
            return deliveredAt < 0 || deliveredAt > now ? now : deliveredAt;
        }
    }

    private static long toLong(byte[] word, String refusal) {
        Long value = Numbers.parseLong(word);
        if (value == null) {
            throw Errors.of("ERR " + refusal);
        }
        return value;
    }

    private static Reply xclaim(Invocation in) {
        ClaimTarget target = new ClaimTarget(in, in.read(in.arg(1), StreamValue.class));
        long minIdle = Math.max(0, toLong(in.arg(4), "Invalid min-idle-time argument for XCLAIM"));
        List<StreamId> ids = leadingIds(in);
        ClaimOptions options = new ClaimOptions(in.argsFrom(5 + ids.size()), in.now());
        boolean readOn = options.lastId.compareTo(target.group().lastId()) > 0;
        if (readOn) {
            target.readUpTo(options.lastId);
        }
        List<Reply> claimed = new ArrayList<>();
        for (StreamId id : ids) {
            if (claim(target, id, minIdle, options)) {
                claimed.add(target.reply(id, options.justId));
            }
        }
        target.end(readOn);
        return new Reply.Array(claimed);
    }

    /** Reads ids as long as there are some; options follow. */
    private static List<StreamId> leadingIds(Invocation in) {
        List<StreamId> ids = new ArrayList<>();
        for (int i = 5; i < in.argc(); i++) {
            StreamId id = StreamIds.tryParse(in.arg(i));
            if (id == null) {
                break;
            }
            ids.add(id);
        }
        return ids;
    }

    private static boolean claim(ClaimTarget target, StreamId id, long minIdle, ClaimOptions options) {
        PendingEntry pending = target.group().pending().find(id);
        if (!target.exists(id)) {
            if (pending != null) {
                target.drop(pending);
            }
            return false;
        }
        PendingEntry entry = pending;
        if (entry == null) {
            if (!options.force) {
                return false;
            }
            entry = target.group().deliver(id, target.consumer(), options.now);
        } else if (minIdle > 0 && entry.idleMillis(options.now) < minIdle) {
            return false;
        }
        entry.deliveredAt(options.deliveredAt());
        if (options.retryCount >= 0) {
            entry.setDeliveries(options.retryCount);
        } else if (!options.justId) {
            entry.setDeliveries(entry.deliveries() + 1);
        }
        target.claim(entry);
        return true;
    }

    /** The options of XAUTOCLAIM. */
    private record AutoOptions(long count, boolean justId) {

        static AutoOptions parse(ArgReader args) {
            long count = 100;
            boolean justId = false;
            while (args.hasNext()) {
                if (args.acceptWith("COUNT", 1)) {
                    count = count(args.next());
                } else if (args.accept("JUSTID")) {
                    justId = true;
                } else {
                    throw args.syntaxError();
                }
            }
            return new AutoOptions(count, justId);
        }

        private static long count(byte[] word) {
            Long value = Numbers.parseLong(word);
            if (value == null || value < 1 || value > Long.MAX_VALUE / ID_BYTES) {
                throw Errors.of("ERR COUNT must be > 0");
            }
            return value;
        }
    }

    private static Reply xautoclaim(Invocation in) {
        long minIdle = Math.max(0, toLong(in.arg(4), "Invalid min-idle-time argument for XAUTOCLAIM"));
        StreamId from = StreamIds.rangeStart(in.arg(5));
        AutoOptions options = AutoOptions.parse(in.argsFrom(6));
        ClaimTarget target = new ClaimTarget(in, in.read(in.arg(1), StreamValue.class));
        List<Reply> claimed = new ArrayList<>();
        List<Reply> deleted = new ArrayList<>();
        long attempts = options.count() * ATTEMPTS;
        long missing = options.count();
        PendingEntry entry = target.group().pending().ceiling(from);
        while (entry != null && attempts > 0 && missing > 0) {
            attempts--;
            StreamId id = entry.id();
            if (!target.exists(id)) {
                target.drop(entry);
                deleted.add(StreamReplies.id(id));
                missing--;
            } else if (minIdle == 0 || entry.idleMillis(in.now()) >= minIdle) {
                claimed.add(claimNow(target, entry, options, in.now()));
                missing--;
            }
            entry = target.group().pending().higher(id);
        }
        target.end(false);
        StreamId next = entry == null ? StreamId.MIN : entry.id();
        return Reply.array(StreamReplies.id(next), new Reply.Array(claimed), new Reply.Array(deleted));
    }

    private static Reply claimNow(ClaimTarget target, PendingEntry entry, AutoOptions options, long now) {
        entry.deliveredAt(now);
        if (!options.justId()) {
            entry.setDeliveries(entry.deliveries() + 1);
        }
        target.claim(entry);
        return target.reply(entry.id(), options.justId());
    }
}
