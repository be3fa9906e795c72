package io.redispatterns.engine.command.zset;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;

/** The commands on sorted sets. */
public final class SortedSetCommands {

    private SortedSetCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family sortedSet = root.group(CommandGroup.SORTED_SET);
        SortedSetAddCommands.register(sortedSet);
        SortedSetAlgebraCommands.register(sortedSet);
        SortedSetPopCommands.register(sortedSet);
        SortedSetRangeCommands.register(sortedSet);
        SortedSetReadCommands.register(sortedSet);
        SortedSetRemoveCommands.register(sortedSet);
        SortedSetWalkCommands.register(sortedSet);
    }
}
