package io.redispatterns.engine.command;

/** The time in which commands of clients are put off: the port to what CLIENT PAUSE begins. */
public interface Pause {

    /**
     * Begins a pause. One that has begun already is only made longer or stricter, never shorter or milder.
     *
     * @param all whether all commands are put off, and not only those that may write
     * @param untilMillis when it ends, in milliseconds since 1970
     */
    void begin(boolean all, long untilMillis);

    /** Ends the pause: what was put off runs once the present command has ended. */
    void end();
}
