package io.redispatterns.engine.command;

/**
 * Does ahead of a command what needs neither the keyspace nor the engine's lock, such as compiling a script: others run meanwhile.
 *
 * <p>Perhaps in several threads at once, perhaps for a call that is refused afterwards, and not for every call: the handler must do
 * without it. What it throws is dropped, for the handler meets it again.
 */
@FunctionalInterface
public interface Preparation {

    /**
     * Prepares for a call.
     *
     * @param engine the parts of the engine; only those that are safe without the lock may be used
     * @param argv the call; its number of words fits the arity
     */
    void prepare(EngineContext engine, byte[][] argv);
}
