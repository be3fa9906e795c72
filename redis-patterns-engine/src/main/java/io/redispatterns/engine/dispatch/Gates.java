package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.reply.RespVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gates in the order in which Redis asks. */
final class Gates {

    static final List<Gate> ALL =
            List.of(Gates::authenticated, Gates::allowedInTransaction, Gates::allowedWhileSubscribed);

    private Gates() {}

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
}
