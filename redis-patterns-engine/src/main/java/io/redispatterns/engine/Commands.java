package io.redispatterns.engine;

import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.generic.ExpireCommands;
import io.redispatterns.engine.command.generic.KeyCommands;
import io.redispatterns.engine.command.generic.KeyspaceCommands;
import io.redispatterns.engine.command.generic.ObjectCommands;
import io.redispatterns.engine.command.hash.HashCommands;
import io.redispatterns.engine.command.string.StringCommands;
import io.redispatterns.engine.command.transaction.TransactionCommands;

/** The families that make up the engine's commands. */
final class Commands {

    private Commands() {}

    static CommandTable table() {
        return CommandTable.of(
                ExpireCommands::register,
                HashCommands::register,
                KeyCommands::register,
                KeyspaceCommands::register,
                ObjectCommands::register,
                StringCommands::register,
                TransactionCommands::register);
    }
}
