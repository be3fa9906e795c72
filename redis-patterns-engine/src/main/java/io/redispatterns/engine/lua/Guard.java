package io.redispatterns.engine.lua;

/** Asked every few thousand steps whether the script may go on. */
@FunctionalInterface
public interface Guard {

    /**
     * Looks after the script.
     *
     * @throws LuaStopped when the script has to end
     */
    void check();
}
