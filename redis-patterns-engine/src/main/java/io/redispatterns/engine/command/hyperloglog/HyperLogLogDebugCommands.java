package io.redispatterns.engine.command.hyperloglog;

import static io.redispatterns.engine.command.CommandFlag.ADMIN;
import static io.redispatterns.engine.command.CommandFlag.DENYOOM;
import static io.redispatterns.engine.command.CommandFlag.WRITE;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.type.HyperLogLog;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** PFDEBUG, PFSELFTEST. */
final class HyperLogLogDebugCommands {

    private HyperLogLogDebugCommands() {}

    static void register(CommandTable.Family t) {
        t.command("PFDEBUG", "subcommand key")
                .since("2.8.9")
                .flags(WRITE, DENYOOM, ADMIN)
                .keys(KeyFlag.RW, KeyFlag.ACCESS)
                .internal()
                .returns(ReplyShape.arrayOf(ReplyShape.INTEGER)
                        .or(ReplyShape.BULK)
                        .or(ReplyShape.STATUS)
                        .or(ReplyShape.INTEGER))
                .complexity("O(1)")
                .summary("Shows the registers of a HyperLogLog and how they are kept.")
                .runs(HyperLogLogCommands.checked(HyperLogLogDebugCommands::pfDebug));
        t.command("PFSELFTEST", "")
                .since("2.8.9")
                .flags(ADMIN)
                .internal()
                .returns(ReplyShape.OK)
                .complexity("O(1), a great constant")
                .summary("Tests the registers and the estimates of HyperLogLogs.")
                .runs(in -> HyperLogLogSelfTest.run());
    }

    private static Reply pfDebug(Invocation in) {
        StringValue value = HyperLogLogCommands.valid(in.edit(in.arg(2), StringValue.class));
        if (value == null) {
            throw Errors.of("ERR The specified key does not exist");
        }
        HyperLogLog counter = HyperLogLog.edit(value);
        String subcommand = Bytes.text(in.arg(1));
        return switch (subcommand.toLowerCase(Locale.ROOT)) {
            case "getreg" -> registers(in, counter);
            case "decode" -> runs(counter);
            case "encoding" -> new Reply.Simple(counter.isSparse() ? "sparse" : "dense");
            case "todense" -> Reply.of(makeDense(in, counter));
            default -> throw Errors.of("ERR Unknown PFDEBUG subcommand '" + subcommand + "'");
        };
    }

    private static Reply registers(Invocation in, HyperLogLog counter) {
        makeDense(in, counter);
        List<Reply> registers = new ArrayList<>(HyperLogLog.REGISTERS);
        for (byte register : counter.registers()) {
            registers.add(Reply.of(register));
        }
        return new Reply.Array(registers);
    }

    private static Reply runs(HyperLogLog counter) {
        if (!counter.isSparse()) {
            throw Errors.of("ERR HLL encoding is not sparse");
        }
        return Reply.of(counter.runs());
    }

    /** A change that only those are told of who repeat commands: the value means what it meant. */
    private static boolean makeDense(Invocation in, HyperLogLog counter) {
        boolean sparse = counter.isSparse();
        if (sparse) {
            counter.toDense();
            in.engine().keyspace().addDirty(1);
        }
        return sparse;
    }
}
