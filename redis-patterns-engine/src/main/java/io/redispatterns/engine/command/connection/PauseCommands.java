package io.redispatterns.engine.command.connection;

import static io.redispatterns.engine.command.CommandFlag.ADMIN;
import static io.redispatterns.engine.command.CommandFlag.LOADING;
import static io.redispatterns.engine.command.CommandFlag.NOSCRIPT;
import static io.redispatterns.engine.command.CommandFlag.STALE;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyShape;
import io.redispatterns.engine.util.Numbers;

/** CLIENT PAUSE and CLIENT UNPAUSE. */
final class PauseCommands {

    private static final int MOST_WORDS = 4;

    private PauseCommands() {}

    static void register(CommandTable.Family t) {
        t.command("PAUSE", "timeout:integer [mode=(WRITE|ALL)@6.2.0]")
                .since("2.9.50")
                .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.OK)
                .complexity("O(1)")
                .summary("Puts off the commands of all clients for some milliseconds, or only those that write.")
                .runs(PauseCommands::pause);
        t.command("UNPAUSE", "")
                .since("6.2.0")
                .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                .returns(ReplyShape.OK)
                .complexity("O(N), when N is the number of commands that were put off")
                .summary("Ends a pause: the commands that were put off run.")
                .runs(PauseCommands::unpause);
    }

    private static Reply pause(Invocation in) {
        if (in.argc() > MOST_WORDS) {
            throw Errors.subcommandSyntax("CLIENT", in.arg(1));
        }
        ArgReader mode = in.argsFrom(3);
        boolean all = !mode.hasNext() || mode.accept("ALL");
        if (!all && !mode.accept("WRITE")) {
            throw Errors.of("ERR CLIENT PAUSE mode must be WRITE or ALL");
        }
        in.engine().clients().pause().begin(all, in.now() + timeoutMillis(in));
        return Reply.OK;
    }

    private static long timeoutMillis(Invocation in) {
        Long millis = Numbers.parseLong(in.arg(2));
        if (millis == null || millis > Long.MAX_VALUE - in.now()) {
            throw Errors.of("ERR timeout is not an integer or out of range");
        }
        if (millis < 0) {
            throw Errors.of("ERR timeout is negative");
        }
        return millis;
    }

    private static Reply unpause(Invocation in) {
        in.engine().clients().pause().end();
        return Reply.OK;
    }
}
