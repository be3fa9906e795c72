package io.redispatterns.engine.command.list;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;

/** The commands on lists. */
public final class ListCommands {

    private ListCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family list = root.group(CommandGroup.LIST);
        ListEditCommands.register(list);
        ListMoveCommands.register(list);
        ListPopCommands.register(list);
        ListPushCommands.register(list);
        ListReadCommands.register(list);
        MultiKeyPopCommands.register(list);
    }
}
