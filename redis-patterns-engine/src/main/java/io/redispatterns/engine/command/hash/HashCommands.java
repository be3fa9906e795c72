package io.redispatterns.engine.command.hash;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;

/** The commands on hashes. */
public final class HashCommands {

    private HashCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family hash = root.group(CommandGroup.HASH);
        HashExchangeCommands.register(hash);
        HashExpiryCommands.register(hash);
        HashReadCommands.register(hash);
        HashWalkCommands.register(hash);
        HashWriteCommands.register(hash);
    }
}
