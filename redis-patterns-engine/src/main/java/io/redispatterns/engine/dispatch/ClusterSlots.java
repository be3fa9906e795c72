package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.KeyUse;
import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.util.HashSlot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule of a cluster that all keys of a command, and of a transaction, belong to one slot. The engine has all slots when {@code
 * cluster-enabled} is yes, and so refuses nothing else: what it lets pass, a real cluster can do.
 */
final class ClusterSlots {

    /** Of a command without keys. */
    static final int NONE = -1;

    private final boolean enabled;

    ClusterSlots(Config config) {
        this.enabled = config.get(Directives.CLUSTER_ENABLED);
    }

    boolean isEnabled() {
        return enabled;
    }

    /** Returns why a command may not run, or null when it may; of an EXEC all that it would run is looked at. */
    @Nullable
    CommandException refuse(Session session, CommandSpec command, byte[][] argv) {
        try {
            if (session.queue().isRunBy(command)) {
                session.queue().checkSlots(this);
            } else {
                common(NONE, command, argv);
            }
            return null;
        } catch (CommandException e) {
            return e;
        }
    }

    /**
     * Returns the slot of a call's keys, or the one given when it has none.
     *
     * @throws CommandException when its keys belong to several slots, or to another one than that given
     */
    int common(int slot, CommandSpec command, byte[][] argv) {
        List<KeyUse> words = command.slotWordsOf(argv);
        int common = slot;
        for (KeyUse word : words == null ? List.<KeyUse>of() : words) {
            int next = HashSlot.of(argv[word.index()]);
            if (common != NONE && common != next) {
                throw Errors.crossSlot();
            }
            common = next;
        }
        return common;
    }
}
