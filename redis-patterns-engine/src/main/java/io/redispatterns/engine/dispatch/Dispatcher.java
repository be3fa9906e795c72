package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.EngineContext;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.keyspace.ExpiryCycle;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one entrance to the engine: every command of every client comes through {@link #dispatch}, passes the gates, and runs alone.
 *
 * <p>Commands run in the thread of whoever brings them, one at a time under one lock: there is no hand-over between threads.
 */
public final class Dispatcher {

    /** How many keys one step of active expiry removes at most before it lets commands through. */
    private static final int EXPIRY_STEP = 200;

    private static final String EXEC = "exec";

    private final ReentrantLock lock = new ReentrantLock();
    private final EngineContext engine;
    private final Sessions sessions;
    private final Propagator propagator = new Propagator();
    private final BlockedClients blocked;
    private final ExpiryCycle expiryCycle;
    private final List<CommandListener> listeners = new ArrayList<>(0);
    private long lastSessionId;
    /** How many commands run inside each other at this moment: time stands still from the outermost's start to its end. */
    private int depth;

    private long frozenMillis;

    /**
     * Makes the entrance to an engine.
     *
     * @param sessions the register that the engine's commands see as its clients
     */
    public Dispatcher(EngineContext engine, Sessions sessions) {
        this.engine = engine;
        this.sessions = sessions;
        this.expiryCycle = new ExpiryCycle(engine.keyspace());
        this.blocked = new BlockedClients(this, engine.keyspace().databaseCount());
        engine.keyspace().addListener(propagator);
        engine.keyspace().addListener(blocked);
    }

    /** The parts of the engine. */
    public EngineContext engine() {
        return engine;
    }

    /** Adds a receiver of the effects of commands. */
    public void addSink(PropagationSink sink) {
        locked(() -> propagator.addSink(sink));
    }

    /** Adds somebody who is told of each command. */
    public void addListener(CommandListener listener) {
        locked(() -> listeners.add(listener));
    }

    /**
     * Runs one command.
     *
     * @param session who calls
     * @param argv the words, at least one; from now on the engine's: not to be changed any more
     * @param origin where the command comes from
     * @return the reply, or {@link Blocked} when the session has to wait: {@link Session#unblocked} is called then
     */
    public Outcome dispatch(Session session, byte[][] argv, Origin origin) {
        lock.lock();
        try {
            Outcome outcome = session.answered(admit(session, argv, origin));
            finish();
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    private Outcome admit(Session session, byte[][] argv, Origin origin) {
        CommandSpec command = null;
        try {
            command = engine.commands().resolve(argv);
            session.brings(command);
            if (!command.acceptsWords(argv.length)) {
                throw Errors.wrongArity(command.fullName());
            }
            if (origin.isGated()) {
                passGates(session, command);
            }
        } catch (CommandException e) {
            return refused(session, command, e);
        }
        if (origin.mayWait() && session.queue().isOpen() && !command.isImmediate()) {
            session.active(now());
            session.queue().add(command, argv);
            return Reply.QUEUED;
        }
        Outcome outcome = call(session, command, argv);
        if (outcome instanceof Blocked wait) {
            if (!origin.mayWait()) {
                return wait.onTimeout();
            }
            blocked.park(session, command, argv, wait);
        }
        return outcome;
    }

    /** A refusal makes the transaction that is being queued fail; a refused EXEC ends it and says so. */
    private Reply refused(Session session, @Nullable CommandSpec command, CommandException refusal) {
        if (command != null) {
            command.countRejection();
        }
        engine.statistics().countError(refusal.reply().code());
        if (command == null || !command.fullName().equals(EXEC)) {
            session.queue().refuse();
            return refusal.reply();
        }
        session.queue().discard();
        return Errors.execAborted(refusal).reply();
    }

    private static void passGates(Session session, CommandSpec command) {
        for (Gate gate : Gates.ALL) {
            CommandException refusal = gate.refuse(session, command);
            if (refusal != null) {
                throw refusal;
            }
        }
    }

    /** Runs a command as part of another one that already holds the lock. */
    Reply callNested(Session session, CommandSpec command, byte[][] argv, Origin origin) {
        Outcome outcome = call(session, command, argv);
        return outcome instanceof Blocked wait ? wait.onTimeout() : (Reply) outcome;
    }

    /** Runs a command that has passed, or has passed before. The lock is held. */
    Outcome call(Session session, CommandSpec command, byte[][] argv) {
        long now = depth == 0 ? engine.time().epochMillis() : frozenMillis;
        frozenMillis = now;
        session.active(now);
        Invocation in = new Invocation(engine, session, command, argv, now);
        long dirtyBefore = engine.keyspace().dirty();
        int database = session.database();
        depth++;
        Outcome outcome;
        try {
            outcome = command.handler().handle(in);
        } catch (CommandException e) {
            outcome = e.reply();
        } finally {
            depth--;
        }
        count(command, outcome);
        if (propagator.isActive() && !command.isImmediate() && hasEffects(in, dirtyBefore)) {
            propagator.add(database, in);
        }
        if (!listeners.isEmpty() && outcome instanceof Reply reply) {
            listeners.forEach(listener -> listener.ran(command, argv, reply));
        }
        return outcome;
    }

    private void count(CommandSpec command, Outcome outcome) {
        command.countCall();
        engine.statistics().countCommand();
        if (outcome instanceof Reply.ErrorReply error) {
            command.countFailure();
            engine.statistics().countError(error.code());
        }
    }

    private boolean hasEffects(Invocation in, long dirtyBefore) {
        return in.hasOwnEffects() || engine.keyspace().dirty() != dirtyBefore;
    }

    /** After the outermost command: hands its effects on and serves those who waited for its keys. */
    private void finish() {
        propagator.flush();
        while (blocked.serveNext()) {
            propagator.flush();
        }
    }

    /**
     * Does what time asks for: removes keys whose time is up and ends waits that have lasted long enough. Called some ten times a
     * second; lets commands through between steps.
     */
    public void tick() {
        boolean more = true;
        while (more) {
            lock.lock();
            try {
                more = expiryCycle.run(now(), EXPIRY_STEP) == EXPIRY_STEP;
                blocked.endOverdue(now());
                finish();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Registers a session whose connection has begun. */
    public void connect(Session session) {
        locked(() -> {
            sessions.add(session);
            engine.statistics().countConnection();
        });
    }

    /** Forgets a session whose connection has ended: its wait, its transaction, its subscriptions. */
    public void disconnect(Session session) {
        locked(() -> {
            sessions.remove(session);
            blocked.cancel(session);
            session.queue().discard();
            session.subscriptions().clear();
        });
    }

    boolean isWaiting(Session session) {
        return blocked.isWaiting(session);
    }

    boolean unblock(Session session, boolean withError) {
        return blocked.unblock(session, withError);
    }

    /** Ends a session's wait for a key, if it waits: nothing more is handed to it. */
    public void cancelWait(Session session) {
        locked(() -> blocked.cancel(session));
    }

    /** Runs something under the engine's lock. */
    public void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** The present time, which stands still while a command runs. */
    long now() {
        return depth == 0 ? engine.time().epochMillis() : frozenMillis;
    }

    long nextSessionId() {
        lock.lock();
        try {
            return ++lastSessionId;
        } finally {
            lock.unlock();
        }
    }

    boolean requiresPassword() {
        return !engine.config().get(Directives.REQUIREPASS).isEmpty();
    }
}
