package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandSpec;
import org.jspecify.annotations.Nullable;

/** One reason why a command may not run now. */
@FunctionalInterface
interface Gate {

    /** Returns the refusal, or null when the command may pass. */
    @Nullable
    CommandException refuse(Session session, CommandSpec command);
}
