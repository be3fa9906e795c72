package io.redispatterns.engine.command.set;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;

/** The commands on sets. */
public final class SetCommands {

    private SetCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family set = root.group(CommandGroup.SET);
        SetAlgebraCommands.register(set);
        SetMemberCommands.register(set);
        SetRandomCommands.register(set);
    }
}
