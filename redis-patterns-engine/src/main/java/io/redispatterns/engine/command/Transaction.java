package io.redispatterns.engine.command;

import io.redispatterns.engine.keyspace.Database;
import io.redispatterns.engine.reply.Reply;

/** A client's transaction: the port to the queue that MULTI opens. */
public interface Transaction {

    /** Whether commands are being queued. */
    boolean isOpen();

    /** Whether the queued commands run at this moment. */
    boolean isRunning();

    /** How many commands are queued. */
    int size();

    /** Begins to queue commands. */
    void open();

    /** Throws the queue away, ends the queueing and all watching. */
    void discard();

    /**
     * Runs the queued commands as one, unless a watched key was touched ({@link Reply#NULL_ARRAY}), and ends the transaction.
     *
     * @throws CommandException when a command was refused while it was being queued
     */
    Reply exec();

    /** Makes the transaction fail when the key is touched before it runs. */
    void watch(Database database, byte[] key);

    /** Ends all watching. */
    void unwatch();
}
