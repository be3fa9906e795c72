package io.redispatterns.engine.command;

import java.util.List;

/** Tells the keys of one call of a command whose keys, or what is done with them, depend on its other arguments. */
@FunctionalInterface
public interface KeyFinder {

    /**
     * Returns the keys in the order in which COMMAND GETKEYS gives them.
     *
     * @param argv the call; its number of words fits the command's arity, nothing else has been checked
     */
    List<KeyUse> find(byte[][] argv);
}
