package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.command.ClientLibrary;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.ReplyMode;
import io.redispatterns.engine.command.Transaction;
import io.redispatterns.engine.pubsub.Subscriptions;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Postponed;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.tracking.ClientTracking;
import io.redispatterns.engine.tracking.Recipient;
import org.jspecify.annotations.Nullable;

/**
 * One client's state. Changed only under the engine's lock; how replies reach the client is the subclass's business.
 *
 * <p>A session counts as connected from {@link Dispatcher#connect} to {@link Dispatcher#disconnect}.
 */
public abstract class Session implements Client {

    private final Dispatcher dispatcher;
    private final long id;
    private final String address;
    private final String localAddress;
    private final long connectedAtMillis;
    private final TransactionQueue transaction;
    private final Subscriptions subscriptions;
    private final ClientTracking tracking;
    private int database;
    private RespVersion protocol = RespVersion.RESP2;
    private String name = "";
    private boolean authenticated;
    private boolean closing;
    private ClientLibrary library = ClientLibrary.UNKNOWN;
    private boolean protectedFromEviction;
    private long lastActiveMillis;
    private @Nullable CommandSpec lastCommand;
    private ReplyMode replyMode = ReplyMode.ON;
    /** Set while the reply to come is not given, because of CLIENT REPLY SKIP before it. */
    private boolean skipping;
    /** How many of the client's calls wait for the end of a pause. */
    private int postponedCalls;

    private boolean leavesNoTrace;
    private boolean monitor;

    /**
     * Makes a session and gives it a number.
     *
     * @param address where the client calls from: host and port
     * @param localAddress where its calls arrive: host and port
     */
    protected Session(Dispatcher dispatcher, String address, String localAddress) {
        this(dispatcher, dispatcher.nextSessionId(), address, localAddress);
    }

    /** Makes a session of the engine's own: nobody connects it, and its number is 0. */
    protected Session(Dispatcher dispatcher) {
        this(dispatcher, 0, "", "");
    }

    private Session(Dispatcher dispatcher, long id, String address, String localAddress) {
        this.dispatcher = dispatcher;
        this.id = id;
        this.address = address;
        this.localAddress = localAddress;
        this.connectedAtMillis = dispatcher.engine().time().epochMillis();
        this.lastActiveMillis = connectedAtMillis;
        this.transaction = new TransactionQueue(dispatcher, this);
        this.subscriptions = new Subscriptions(dispatcher.engine().pubSub(), this::push);
        this.tracking = new ClientTracking(dispatcher.tracking(), id, new Invalidated());
        this.authenticated = !dispatcher.requiresPassword();
    }

    /** The session as those see it who tell it of changes. */
    private final class Invalidated implements Recipient {

        @Override
        public RespVersion protocol() {
            return protocol;
        }

        @Override
        public boolean isSubscribed() {
            return !subscriptions.isEmpty();
        }

        @Override
        public void push(Reply message) {
            Session.this.push(message);
        }

        @Override
        public void pushAfterReply(Reply message) {
            pushInTurn(message);
        }
    }

    /** Gives the client a message out of band: behind the reply to its own command, if one runs. */
    private void pushInTurn(Reply message) {
        if (dispatcher.isServing(this)) {
            pushAfterReply(message);
        } else {
            push(message);
        }
    }

    /**
     * Gives the client a reply that it has waited for: its blocking command has come to an end. Called under the engine's lock,
     * perhaps in another client's thread.
     */
    protected abstract void unblocked(Reply reply);

    /**
     * Gives the client what a call has come to that was postponed. Called under the engine's lock, perhaps in another client's thread.
     */
    protected void resumed(Postponed call, Outcome outcome) {
        if (outcome instanceof Reply reply) {
            unblocked(reply);
        }
    }

    /** Gives the client a message out of band. Called under the engine's lock, perhaps in another client's thread. */
    protected abstract void push(Reply message);

    /**
     * Gives the client a message out of band behind the reply to the command that it runs, which is about to be given. Called under the
     * engine's lock in the client's own thread. At once, unless the subclass says otherwise.
     */
    protected void pushAfterReply(Reply message) {
        push(message);
    }

    /** Nobody, unless the subclass says otherwise. */
    @Override
    public void serveOthers() {}

    /** Not, unless the subclass says otherwise. */
    @Override
    public boolean isScript() {
        return false;
    }

    /** Not, unless the subclass says otherwise. */
    @Override
    public boolean isEnding() {
        return false;
    }

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

    @Override
    public final boolean isClosing() {
        return closing;
    }

    @Override
    public final Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public final ClientTracking tracking() {
        return tracking;
    }

    @Override
    public final String address() {
        return address;
    }

    @Override
    public final String localAddress() {
        return localAddress;
    }

    @Override
    public final long connectedAtMillis() {
        return connectedAtMillis;
    }

    @Override
    public final long lastActiveMillis() {
        return lastActiveMillis;
    }

    @Override
    public final @Nullable CommandSpec lastCommand() {
        return lastCommand;
    }

    @Override
    public final ClientLibrary library() {
        return library;
    }

    @Override
    public final void library(ClientLibrary newLibrary) {
        library = newLibrary;
    }

    @Override
    public final boolean isProtectedFromEviction() {
        return protectedFromEviction;
    }

    @Override
    public final void protectFromEviction(boolean isProtected) {
        protectedFromEviction = isProtected;
    }

    @Override
    public final boolean leavesNoTrace() {
        return leavesNoTrace;
    }

    @Override
    public final void leaveNoTrace(boolean noTrace) {
        leavesNoTrace = noTrace;
    }

    @Override
    public final boolean isMonitor() {
        return monitor;
    }

    @Override
    public final void monitor() {
        monitor = true;
        dispatcher.monitors().add(this);
    }

    /** Shows the client a command, behind the reply to its own; not to one that asked for no replies, which this is one of. */
    final void show(Reply line) {
        if (replyMode != ReplyMode.OFF) {
            pushInTurn(line);
        }
    }

    /** Ends what others have to know when the session ends or begins anew. */
    final void leave() {
        monitor = false;
        dispatcher.monitors().remove(this);
        transaction.discard();
        subscriptions.clear();
        tracking.turnOff();
    }

    @Override
    public final void answer(ReplyMode mode) {
        boolean stillOff = replyMode == ReplyMode.OFF && mode == ReplyMode.SKIP;
        replyMode = stillOff ? ReplyMode.OFF : mode;
        skipping &= mode != ReplyMode.ON;
    }

    @Override
    public final boolean isBlocked() {
        return postponedCalls > 0 || dispatcher.isWaiting(this);
    }

    @Override
    public final boolean unblock(boolean withError) {
        return dispatcher.unblock(this, withError);
    }

    @Override
    public final void reset() {
        leave();
        database = 0;
        protocol = RespVersion.RESP2;
        name = "";
        authenticated = !dispatcher.requiresPassword();
        protectedFromEviction = false;
        leavesNoTrace = false;
        replyMode = ReplyMode.ON;
        skipping = false;
    }

    final boolean needsPassword() {
        return dispatcher.requiresPassword();
    }

    /** Notes the command that the client brings. */
    final void brings(CommandSpec command) {
        lastCommand = command;
    }

    /** Notes that so many more of the client's calls wait for the end of a pause, or fewer. */
    final void postponed(int more) {
        postponedCalls += more;
    }

    /** Notes that the client is active. */
    final void active(long now) {
        lastActiveMillis = now;
    }

    /** Returns what the client gets when a command has come to this outcome: where it asked for no replies, only messages. */
    final Outcome answered(Outcome outcome) {
        if (!(outcome instanceof Reply) || (replyMode == ReplyMode.ON && !skipping)) {
            return outcome;
        }
        boolean silent = skipping || replyMode == ReplyMode.OFF;
        skipping = replyMode == ReplyMode.SKIP;
        if (skipping) {
            replyMode = ReplyMode.ON;
        }
        boolean isMessage = outcome instanceof Reply.Push || outcome instanceof Reply.Several;
        return silent && !isMessage ? Reply.NONE : outcome;
    }

    /** Gives the client the reply that it has waited for. */
    final void endWait(Reply reply) {
        unblocked((Reply) answered(reply));
    }

    final TransactionQueue queue() {
        return transaction;
    }
}
