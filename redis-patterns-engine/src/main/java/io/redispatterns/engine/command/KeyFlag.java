package io.redispatterns.engine.command;

/** What a command does with a key, as COMMAND INFO's key specifications tell. */
public enum KeyFlag {
    /** Reads the value and leaves it. */
    RO,
    /** Reads and changes the value. */
    RW,
    /** Replaces the value without reading it. */
    OW,
    /** Deletes the key without reading the value. */
    RM,
    /** Gives something of the value to the user. */
    ACCESS,
    /** Changes what was there. */
    UPDATE,
    /** Adds without changing what was there. */
    INSERT,
    /** Takes away. */
    DELETE,
    /** Not a key, but is routed like one. */
    NOT_KEY,
    /** Not all keys can be told from the arguments. */
    INCOMPLETE,
    /** The flags depend on the arguments. */
    VARIABLE_FLAGS
}
