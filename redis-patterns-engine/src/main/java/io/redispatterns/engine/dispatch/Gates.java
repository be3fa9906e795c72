package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.LongRuns;
import io.redispatterns.engine.reply.RespVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gates in the order in which Redis asks. */
final class Gates {

    private final Interlude interlude;
    private final LongRuns runs;
    private final List<Gate> all = List.of(
            Gates::authenticated,
            Gates::allowedInTransaction,
            Gates::allowedWhileSubscribed,
            this::allowedWhileBusy,
            Gates::allowedToMonitor);

    Gates(Interlude interlude, LongRuns runs) {
        this.interlude = interlude;
        this.runs = runs;
    }

    /**
     * Lets a command pass.
     *
     * @throws CommandException when one of the gates is shut
     */
    void pass(Session session, CommandSpec command) {
        for (Gate gate : all) {
            CommandException refusal = gate.refuse(session, command);
            if (refusal != null) {
                throw refusal;
            }
        }
    }

    private static @Nullable CommandException authenticated(Session session, CommandSpec command) {
        return session.isAuthenticated() || command.is(CommandFlag.NO_AUTH) || !session.needsPassword()
                ? null
                : Errors.noAuth();
    }

    private static @Nullable CommandException allowedInTransaction(Session session, CommandSpec command) {
        return session.transaction().isOpen() && command.is(CommandFlag.NO_MULTI)
                ? Errors.of("ERR Command not allowed inside a transaction")
                : null;
    }

    /** In RESP2 a message cannot be told from a reply: a client that listens may do little else. */
    private static @Nullable CommandException allowedWhileSubscribed(Session session, CommandSpec command) {
        return session.protocol() == RespVersion.RESP2
                        && !session.subscriptions().isEmpty()
                        && !command.runsWhileSubscribed()
                ? Errors.onlyWhileSubscribed(command.fullName())
                : null;
    }

    private @Nullable CommandException allowedWhileBusy(Session session, CommandSpec command) {
        return interlude.isOpen() && !command.is(CommandFlag.ALLOW_BUSY) ? runs.busy() : null;
    }

    /** To Redis a monitor is a replica, which pauses do not stop and which may therefore not touch keys. */
    private static @Nullable CommandException allowedToMonitor(Session session, CommandSpec command) {
        return session.isMonitor() && (command.is(CommandFlag.READONLY) || PausedClients.mayWrite(command))
                ? Errors.of("ERR Replica can't interact with the keyspace")
                : null;
    }
}
