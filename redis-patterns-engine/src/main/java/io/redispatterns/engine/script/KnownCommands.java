package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.lua.LuaString;
import org.jspecify.annotations.Nullable;

/**
 * The commands that scripts call, by the name they call them by. A name in a script is the same object at each call, so that a
 * command is mostly found by looking at one place.
 */
final class KnownCommands {

    private static final int SIZE = 256;

    /** What is asked of a command at each call. */
    static final class Known {

        private final LuaString name;
        private final CommandSpec spec;
        final boolean isAllowed;
        final boolean writes;
        final boolean isRefusedToReaders;

        Known(LuaString name, CommandSpec spec) {
            this.name = name;
            this.spec = spec;
            this.isAllowed = !spec.is(CommandFlag.NOSCRIPT);
            this.writes = spec.is(CommandFlag.WRITE);
            this.isRefusedToReaders = writes || spec.is(CommandFlag.MAY_REPLICATE);
        }

        CommandSpec spec() {
            return spec;
        }
    }

    private final CommandTable table;
    private final @Nullable Known[] bySlot = new Known[SIZE];

    KnownCommands(CommandTable table) {
        this.table = table;
    }

    /** Returns the command that a call names, or null when there is none. */
    @Nullable
    Known find(LuaString name, byte[][] argv) {
        int slot = name.hashCode() & (SIZE - 1);
        Known known = bySlot[slot];
        return known != null && known.name.equals(name) ? known : lookUp(slot, name, argv);
    }

    private @Nullable Known lookUp(int slot, LuaString name, byte[][] argv) {
        CommandSpec spec = table.findCalled(argv);
        if (spec == null) {
            return null;
        }
        Known known = new Known(name, spec);
        if (spec.container() == null && !spec.isContainer()) {
            bySlot[slot] = known;
        }
        return known;
    }
}
