package io.redispatterns.engine.command;

import io.redispatterns.engine.reply.Outcome;

/** Runs one command. Errors are thrown as {@link CommandException}, before anything is changed. */
@FunctionalInterface
public interface Handler {

    /** Runs the command with the arguments and in the context of the invocation. */
    Outcome handle(Invocation in);
}
