package io.redispatterns.engine.command;

/** Whether a client's commands are answered: CLIENT REPLY sets it. */
public enum ReplyMode {
    /** Every command is answered. */
    ON,
    /** No command is answered, the one that asked for it included. */
    OFF,
    /** The command that asked for it and the next one are not answered. */
    SKIP
}
