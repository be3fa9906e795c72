package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.ScriptFlag;
import io.redispatterns.engine.config.Directives;
import java.util.Set;

/**
 * What a script or a function may do while it runs. Nothing here depends on the flags that are about replicas and a limit of memory.
 *
 * @param readOnly whether it must not write
 * @param anySlots whether its keys may belong to several slots of a cluster
 */
record RunRules(boolean readOnly, boolean anySlots) {

    /** Returns the rules for a script that says nothing of itself. */
    static RunRules ofUnmarked(boolean readOnly) {
        return new RunRules(readOnly, true);
    }

    /**
     * Returns the rules for what has flags.
     *
     * @param readOnly whether the command that runs it asks for a run that does not write
     * @throws CommandException when it must not run here, or so
     */
    static RunRules of(Set<ScriptFlag> flags, boolean readOnly, Invocation in) {
        boolean isCluster = in.config().get(Directives.CLUSTER_ENABLED);
        if (isCluster && flags.contains(ScriptFlag.NO_CLUSTER)) {
            throw Errors.of("ERR Can not run script on cluster, 'no-cluster' flag is set.");
        }
        boolean writes = !flags.contains(ScriptFlag.NO_WRITES);
        if (readOnly && writes) {
            throw Errors.of("ERR Can not execute a script with write flag using *_ro command.");
        }
        return new RunRules(!writes, !isCluster || flags.contains(ScriptFlag.ALLOW_CROSS_SLOT_KEYS));
    }
}
