package io.redispatterns.engine.command;

import io.redispatterns.engine.pubsub.Subscriptions;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.tracking.ClientTracking;
import org.jspecify.annotations.Nullable;

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

    /** The channels and patterns that the client listens to. */
    Subscriptions subscriptions();

    /** How the client is told of changes of keys that it caches. */
    ClientTracking tracking();

    /** Where the client calls from: host and port, or what stands for them. */
    String address();

    /** Where the client's calls arrive: host and port, or what stands for them. */
    String localAddress();

    /** When the client came, in milliseconds since 1970. */
    long connectedAtMillis();

    /** When the client last ran a command, in milliseconds since 1970. */
    long lastActiveMillis();

    /** The command that the client runs or last ran; null before the first. */
    @Nullable
    CommandSpec lastCommand();

    /** The library that the client says it uses. */
    ClientLibrary library();

    /** Notes the library that the client says it uses. */
    void library(ClientLibrary library);

    /** Whether the client asked not to be closed when memory runs short. */
    boolean isProtectedFromEviction();

    /** Keeps the client, or not any more, from being closed when memory runs short. */
    void protectFromEviction(boolean isProtected);

    /** Whether keys do not count as used that the client's commands look at. */
    boolean leavesNoTrace();

    /** Lets keys count as used that the client's commands look at, or not any more. */
    void leaveNoTrace(boolean noTrace);

    /** Whether the client is shown all commands. */
    boolean isMonitor();

    /** Shows the client all commands from now on, until it is reset. */
    void monitor();

    /** Gives the client replies, or not, from the next command on. */
    void answer(ReplyMode mode);

    /** Whether the client waits for a key, or for the end of a pause. */
    boolean isBlocked();

    /**
     * Ends the client's wait for a key, if it waits: with an error, or as if its time were up.
     *
     * @return whether it waited
     */
    boolean unblock(boolean withError);

    /** Brings the client back to how it was when it came: no transaction, no subscriptions, no name, database 0, RESP2. */
    void reset();

    /** Ends the connection once the present command's reply is given. */
    void closeAfterReply();

    /** Whether the connection ends once the present reply is given. */
    boolean isClosing();

    /** Ends the connection at once. Called under the engine's lock, perhaps in another client's thread. */
    void hangUp();

    /** Serves for a moment the other clients that this client's thread serves, in the middle of a command of this one. */
    void serveOthers();

    /** Whether the client is a script. */
    boolean isScript();

    /** Whether what serves the client ends, and a command that runs long has to end with it. Safe without the engine's lock. */
    boolean isEnding();
}
