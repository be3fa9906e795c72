package io.redispatterns.engine.command.server;

import static io.redispatterns.engine.command.CommandFlag.ADMIN;
import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;

/** MONITOR. */
public final class MonitorCommands {

    private MonitorCommands() {}

    /** Writes the family's row. */
    public static void register(CommandTable.Family root) {
        root.group(CommandGroup.SERVER)
                .command("MONITOR", "")
                .since("1.0.0")
                .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.OK.or(ReplyShape.NONE))
                .complexity("O(1), and for each command that runs afterwards O(N), when N is the length of its words")
                .summary("Shows the client every command of every client from now on.")
                .runs(MonitorCommands::monitor);
    }

    private static Reply monitor(Invocation in) {
        Client client = in.client();
        if (client.transaction().isRunning()) {
            throw Errors.of("ERR MONITOR isn't allowed for DENY BLOCKING client");
        }
        if (client.isMonitor()) {
            return Reply.NONE;
        }
        client.monitor();
        return Reply.OK;
    }
}
