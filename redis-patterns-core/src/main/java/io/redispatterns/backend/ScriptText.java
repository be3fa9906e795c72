package io.redispatterns.backend;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.Script;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rule of when the text of a script goes along with its call; {@code docs/decisions/0006-scripts.md} has the reasons.
 *
 * <p>A single call goes by digest, and once more with the text if the server does not know it. That is too late in a
 * batch: the commands after it have run by then, and half a transaction. There the first call of each script has the
 * text, which runs it and makes it known to those that follow on the same connection. Only the last command of a pipeline
 * is like a single call, since nothing comes after it. Nothing is remembered from one batch to the next, so that nothing
 * can be wrong after a restart or a {@code SCRIPT FLUSH}.
 */
public final class ScriptText {

    private ScriptText() {}

    /** Whether an error means that a script has not run because the server does not know it. */
    public static boolean isMissing(Command command, String errorCode) {
        return errorCode.equals("NOSCRIPT") && command.neededScript() != null;
    }

    /** A batch with the texts it needs so that no server can miss one. O(commands). */
    public static List<Command> complete(List<Command> batch) {
        List<Command> complete = new ArrayList<>(batch.size());
        Set<Script> known = new HashSet<>();
        for (Command command : batch) {
            complete.add(complete(command, known));
        }
        return complete;
    }

    /** A pipeline, not empty, with the texts it needs so that no server can miss one but the last command's. O(commands). */
    public static List<Command> completeButLast(List<Command> pipeline) {
        List<Command> complete = complete(pipeline);
        int last = pipeline.size() - 1;
        complete.set(last, pipeline.get(last));
        return complete;
    }

    private static Command complete(Command command, Set<Script> known) {
        if (command.name().equals("SCRIPT")) {
            // It may be SCRIPT FLUSH.
            known.clear();
        }
        Script needed = command.neededScript();
        return needed != null && known.add(needed) ? command.withScriptText() : command;
    }
}
