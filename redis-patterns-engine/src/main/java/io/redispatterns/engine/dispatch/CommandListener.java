package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.reply.Reply;

/** Is told of each command that has run, under the engine's lock. */
@FunctionalInterface
public interface CommandListener {

    /** A command has run and this is its reply. */
    void ran(CommandSpec command, byte[][] argv, Reply reply);
}
