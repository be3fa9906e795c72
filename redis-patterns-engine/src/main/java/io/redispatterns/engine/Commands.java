package io.redispatterns.engine;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.connection.ClientCommands;
import io.redispatterns.engine.command.connection.ConnectionCommands;
import io.redispatterns.engine.command.transaction.TransactionCommands;

/** The families that make up the engine's commands. */
final class Commands {

    private Commands() {}

    static CommandTable table() {
        return CommandTable.of(ClientCommands::register, ConnectionCommands::register, TransactionCommands::register);
    }
}
