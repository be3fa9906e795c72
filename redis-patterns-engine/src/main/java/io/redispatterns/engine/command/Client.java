package io.redispatterns.engine.command;

import io.redispatterns.engine.reply.RespVersion;

/** What a handler may know of and change in the client that calls: the port to the session. */
public interface Client {

    /** The client's number, never used twice. */
    long id();

    /** The number of the database that the client works on. */
    int database();

    /** Makes the client work on another database; the caller has checked the number. */
    void select(int database);

    /** The protocol that the client speaks. */
    RespVersion protocol();

    /** Makes the client speak another protocol, from the reply to the present command on. */
    void speak(RespVersion version);

    /** The name that the client gave itself; empty when it gave none. */
    String name();

    /** Gives the client a name; empty takes it away. */
    void rename(String name);

    /** Whether the client may run commands. */
    boolean isAuthenticated();

    /** Lets the client run commands, or not any more. */
    void authenticated(boolean authenticated);

    /** The client's transaction, open or not. */
    Transaction transaction();

    /** Ends the connection once the present command's reply is given. */
    void closeAfterReply();
}
