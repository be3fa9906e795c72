package io.redispatterns.engine;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.hash.HashCommands;
import io.redispatterns.engine.command.string.StringCommands;
import io.redispatterns.engine.command.transaction.TransactionCommands;

/** The families that make up the engine's commands. */
final class Commands {

    private Commands() {}

    static CommandTable table() {
        return CommandTable.of(HashCommands::register, StringCommands::register, TransactionCommands::register);
    }
}
