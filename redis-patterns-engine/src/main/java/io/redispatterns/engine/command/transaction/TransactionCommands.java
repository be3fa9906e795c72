package io.redispatterns.engine.command.transaction;

import static io.redispatterns.engine.command.CommandFlag.ALLOW_BUSY;
import static io.redispatterns.engine.command.CommandFlag.FAST;
import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.SKIP_SLOWLOG;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.KeyFlag;
import io.redispatterns.engine.command.Transaction;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;

/** MULTI, EXEC, DISCARD, WATCH, UNWATCH. */
public final class TransactionCommands {

    private TransactionCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family t = root.group(CommandGroup.TRANSACTIONS);

        t.command("MULTI", "")
                .since("1.2.0")
                .flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
                .immediate()
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Begins a transaction: the commands that follow are queued.")
                .runs(TransactionCommands::multi);
        t.command("EXEC", "")
                .since("1.2.0")
                .flags(NOSCRIPT, LOADING, STALE, SKIP_SLOWLOG)
                .immediate()
                .returns(ReplyShape.ARRAY.or(ReplyShape.NULL_ARRAY))
                .complexity("Depends on the queued commands")
                .summary("Runs the queued commands as one.")
                .runs(TransactionCommands::exec);
        t.command("DISCARD", "")
                .since("2.0.0")
                .flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
                .immediate()
                .returns(ReplyShape.OK)
                .complexity("O(N), when N is the number of queued commands")
                .summary("Throws a transaction away.")
                .runs(TransactionCommands::discard);
        t.command("WATCH", "key...")
                .since("2.2.0")
                .flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
                .keys(KeyFlag.RO)
                .immediate()
                .returns(ReplyShape.OK)
                .complexity("O(1) for each key")
                .summary("Makes the next transaction fail when one of the keys changes before it runs.")
                .runs(TransactionCommands::watch);
        t.command("UNWATCH", "")
                .since("2.2.0")
                .flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Ends the watching of keys.")
                .runs(TransactionCommands::unwatch);
    }

    private static Reply multi(Invocation in) {
        Transaction transaction = in.client().transaction();
        if (transaction.isOpen()) {
            throw Errors.of("ERR MULTI calls can not be nested");
        }
        transaction.open();
        return Reply.OK;
    }

    private static Reply exec(Invocation in) {
        return opened(in, "EXEC").exec();
    }

    private static Reply discard(Invocation in) {
        opened(in, "DISCARD").discard();
        return Reply.OK;
    }

    private static Reply watch(Invocation in) {
        Transaction transaction = in.client().transaction();
        if (transaction.isOpen()) {
            throw Errors.of("ERR WATCH inside MULTI is not allowed");
        }
        for (int i = 1; i < in.argc(); i++) {
            in.db().peek(in.arg(i), in.now());
            transaction.watch(in.db(), in.arg(i));
        }
        return Reply.OK;
    }

    private static Reply unwatch(Invocation in) {
        in.client().transaction().unwatch();
        return Reply.OK;
    }

    private static Transaction opened(Invocation in, String command) {
        Transaction transaction = in.client().transaction();
        if (!transaction.isOpen()) {
            throw Errors.of("ERR " + command + " without MULTI");
        }
        return transaction;
    }
}
