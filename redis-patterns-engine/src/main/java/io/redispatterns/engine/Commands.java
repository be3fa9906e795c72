package io.redispatterns.engine;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.hash.HashReadCommands;
import io.redispatterns.engine.command.hash.HashWalkCommands;
import io.redispatterns.engine.command.hash.HashWriteCommands;
import io.redispatterns.engine.command.transaction.TransactionCommands;

/** The families that make up the engine's commands. */
final class Commands {

    private Commands() {}

    static CommandTable table() {
        return CommandTable.of(
                HashReadCommands::register,
                HashWalkCommands::register,
                HashWriteCommands::register,
                TransactionCommands::register);
    }
}
