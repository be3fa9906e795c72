package io.redispatterns.engine.command.stream;

import io.redispatterns.engine.command.CommandGroup;
import io.redispatterns.engine.command.CommandTable;

/** The commands on streams. */
public final class StreamCommands {

    private StreamCommands() {}

    /** Writes the family's rows. */
    public static void register(CommandTable.Family root) {
        CommandTable.Family stream = root.group(CommandGroup.STREAM);
        StreamAddCommands.register(stream);
        StreamClaimCommands.register(stream);
        StreamDeleteCommands.register(stream);
        StreamGroupCommands.register(stream);
        StreamInfoCommands.register(stream);
        StreamPendingCommands.register(stream);
        StreamRangeCommands.register(stream);
        StreamReadCommands.register(stream);
    }
}
