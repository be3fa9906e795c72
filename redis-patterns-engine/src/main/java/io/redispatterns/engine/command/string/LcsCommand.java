package io.redispatterns.engine.command.string;

import static io.redispatterns.engine.command.CommandFlag.READONLY;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.KeySpec;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LCS. */
final class LcsCommand {

    private LcsCommand() {}

    static void register(CommandTable.Family t) {
        t.command("LCS", "key1:key key2:key#0 [LEN] [IDX] [MINMATCHLEN len:integer] [WITHMATCHLEN]")
                .since("7.0.0")
                .flags(READONLY)
                .keySpecs(new KeySpec(
                        EnumSet.of(KeyFlag.RO, KeyFlag.ACCESS),
                        null,
                        new KeySpec.AtIndex(1),
                        new KeySpec.Range(1, 1, 0)))
                .returns(ReplyShape.BULK.or(ReplyShape.INTEGER).or(ReplyShape.MAP))
                .complexity("O(N*M), when N and M are the lengths of the strings")
                .summary("Finds the longest sequence of bytes that two strings have in common, gaps allowed.")
                .runs(LcsCommand::lcs);
    }

    /** The options; {@code minMatchLength} is 0 when every match is wanted. */
    private record Options(boolean length, boolean index, long minMatchLength, boolean withMatchLength) {

        static Options parse(ArgReader words) {
            boolean length = false;
            boolean index = false;
            boolean withMatchLength = false;
            long minMatchLength = 0;
            while (words.hasNext()) {
                if (words.accept("IDX")) {
                    index = true;
                } else if (words.accept("LEN")) {
                    length = true;
                } else if (words.accept("WITHMATCHLEN")) {
                    withMatchLength = true;
                } else if (words.acceptWith("MINMATCHLEN", 1)) {
                    minMatchLength = Math.max(0, words.nextLong());
                } else {
                    throw Errors.syntax();
                }
            }
            if (index && length) {
                throw Errors.of("ERR If you want both the length and indexes, please just use IDX.");
            }
            return new Options(length, index, minMatchLength, withMatchLength);
        }
    }

    private static Reply lcs(Invocation in) {
        Entry first = in.readEntry(in.arg(1));
        Entry second = in.readEntry(in.arg(2));
        byte[] a = content(first);
        byte[] b = content(second);
        Options options = Options.parse(in.argsFrom(3));
        requireAffordable(in, a, b);
        CommonSubsequence common = CommonSubsequence.of(a, b);
        if (options.index()) {
            return index(common, options);
        }
        return options.length() ? Reply.of(common.length()) : Reply.of(common.bytes());
    }

    private static byte[] content(@Nullable Entry entry) {
        if (entry == null) {
            return Bytes.EMPTY;
        }
        if (!(entry.value() instanceof StringValue value)) {
            throw Errors.of("ERR The specified keys must contain string values");
        }
        return value.bytes();
    }

    /** Redis's bound: its table of 4 bytes a cell must not be larger than a string may be. */
    private static void requireAffordable(Invocation in, byte[] a, byte[] b) {
        long cells = (a.length + 1L) * (b.length + 1L);
        if (cells > in.config().get(Directives.PROTO_MAX_BULK_LEN) / Integer.BYTES) {
            throw Errors.of("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
        }
        if (CommonSubsequence.stepWords(a, b) > StringValue.MAX_LENGTH) {
            throw Errors.of("ERR Insufficient memory, failed allocating transient memory for LCS");
        }
    }

    private static Reply index(CommonSubsequence common, Options options) {
        List<Reply> matches = new ArrayList<>();
        for (CommonSubsequence.Run run : common.runs()) {
            if (run.length() >= options.minMatchLength()) {
                matches.add(match(run, options.withMatchLength()));
            }
        }
        return new Reply.MapReply(
                List.of(Reply.of("matches"), new Reply.Array(matches), Reply.of("len"), Reply.of(common.length())));
    }

    private static Reply match(CommonSubsequence.Run run, boolean withLength) {
        Reply inFirst = Reply.array(Reply.of(run.startA()), Reply.of(run.endA()));
        Reply inSecond = Reply.array(Reply.of(run.startB()), Reply.of(run.endB()));
        return withLength ? Reply.array(inFirst, inSecond, Reply.of(run.length())) : Reply.array(inFirst, inSecond);
    }
}
