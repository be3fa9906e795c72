package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.command.Transaction;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.RespVersion;

/**
 * One client's state. Changed only under the engine's lock; how replies reach the client is the subclass's business.
 */
public abstract class Session implements Client {

    private final long id;
    private final TransactionQueue transaction;
    private int database;
    private RespVersion protocol = RespVersion.RESP2;
    private String name = "";
    private boolean authenticated;
    private boolean closing;

    /** Makes a session and gives it a number. */
    protected Session(Dispatcher dispatcher) {
        this.id = dispatcher.nextSessionId();
        this.transaction = new TransactionQueue(dispatcher, this);
        this.authenticated = !dispatcher.requiresPassword();
    }

    /**
     * Gives the client a reply that it has waited for: its blocking command has come to an end. Called under the engine's lock,
     * perhaps in another client's thread.
     */
    protected abstract void unblocked(Reply reply);

    /** Gives the client a message out of band. Called under the engine's lock, perhaps in another client's thread. */
    protected abstract void push(Reply message);

    @Override
    public final long id() {
        return id;
    }

    @Override
    public final int database() {
        return database;
    }

    @Override
    public final void select(int number) {
        database = number;
    }

    @Override
    public final RespVersion protocol() {
        return protocol;
    }

    @Override
    public final void speak(RespVersion version) {
        protocol = version;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final void rename(String newName) {
        name = newName;
    }

    @Override
    public final boolean isAuthenticated() {
        return authenticated;
    }

    @Override
    public final void authenticated(boolean mayRun) {
        authenticated = mayRun;
    }

    @Override
    public final Transaction transaction() {
        return transaction;
    }

    @Override
    public final void closeAfterReply() {
        closing = true;
    }

    /** Whether the connection ends once the present reply is given. */
    public final boolean isClosing() {
        return closing;
    }

    final TransactionQueue queue() {
        return transaction;
    }
}
