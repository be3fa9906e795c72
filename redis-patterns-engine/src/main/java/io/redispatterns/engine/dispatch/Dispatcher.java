package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.EngineContext;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Preparation;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.keyspace.ExpiryCycle;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Postponed;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.tracking.Tracking;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one entrance to the engine: every command of every client comes through {@link #dispatch}, passes the gates, and runs alone.
 *
 * <p>Commands run in the thread of whoever brings them, one at a time under one lock: there is no hand-over between threads.
 * A long run lets others in at its checkpoints, see {@link io.redispatterns.engine.command.LongRun}: they are refused, but for the
 * commands that may run then, and run at the run's own moment; what follows a command waits for the end of the run.
 */
public final class Dispatcher {

    /** How many keys one step of active expiry removes at most before it lets commands through. */
    private static final int EXPIRY_STEP = 200;

    private static final String EXEC = "exec";

    private static final Reply.ErrorReply NOT_LOCAL =
            new Reply.ErrorReply("ERR Script attempted to access a non local key in a cluster node");

    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    private final ReentrantLock lock = new ReentrantLock();
    private final Interlude interlude = new Interlude(lock);
    private final Gates gates;
    private final EngineContext engine;
    private final Sessions sessions;
    private final CacheTracking tracking;
    private final PausedClients paused;
    private final Monitors monitors;
    private final Propagator propagator = new Propagator();
    private final Execution execution;
    private final BlockedClients blocked;
    private final ClusterSlots slots;
    private final ExpiryCycle expiryCycle;
    private long lastSessionId;

    /**
     * Makes the entrance to an engine.
     *
     * @param sessions the register that the engine's commands see as its clients
     */
    public Dispatcher(EngineContext engine, Sessions sessions) {
        this.engine = engine;
        this.sessions = sessions;
        this.gates = new Gates(interlude, engine.longRuns());
        this.tracking = new CacheTracking(engine, sessions.tracking());
        this.monitors = new Monitors(engine.time());
        this.execution = new Execution(engine, propagator, tracking, monitors);
        this.paused = sessions.pause();
        paused.observe(engine.keyspace());
        this.slots = new ClusterSlots(engine.config());
        this.expiryCycle = new ExpiryCycle(engine.keyspace());
        this.blocked = new BlockedClients(this, engine.keyspace().databaseCount());
        engine.keyspace().addListener(propagator);
        engine.keyspace().addListener(blocked);
        KeyspaceNotifications notifications =
                new KeyspaceNotifications(engine.keyspace(), engine.config(), engine.pubSub());
        engine.config().onChange(notifications::configure);
        engine.longRuns().onPause(interlude::hold);
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
        locked(() -> execution.addListener(listener));
    }

    /**
     * Runs one command.
     *
     * @param session who calls
     * @param argv the words, at least one; from now on the engine's: not to be changed any more
     * @param origin where the command comes from
     * @return the reply; {@link Blocked} when the session has to wait: {@link Session#unblocked} is called then; or {@link Postponed}
     *     when the command has to wait: {@link Session#resumed} is called then
     */
    public Outcome dispatch(Session session, byte[][] argv, Origin origin) {
        CommandSpec command = find(argv);
        if (command != null && command.preparation() != null) {
            prepare(session, command, argv);
        }
        return dispatch(session, command, argv, origin);
    }

    /** Returns what {@link #dispatch} would run, or null when there is no such command. Needs no lock. */
    public @Nullable CommandSpec find(byte[][] argv) {
        return engine.commands().findCalled(argv);
    }

    /** Does what a command has to do before it waits for its turn. Nothing where the turn is taken already: where the lock is held. */
    public void prepare(Session session, CommandSpec command, byte[][] argv) {
        Preparation preparation = command.preparation();
        boolean isOfUse =
                !lock.isHeldByCurrentThread() && session.isAuthenticated() && command.acceptsWords(argv.length);
        if (preparation == null || !isOfUse) {
            return;
        }
        try {
            preparation.prepare(engine, argv);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(System.Logger.Level.DEBUG, "'" + command.fullName() + "' will fail: its preparation did", e);
        }
    }

    /** Runs one command that {@link #find} has found, and that is prepared. */
    public Outcome dispatch(Session session, @Nullable CommandSpec found, byte[][] argv, Origin origin) {
        lock.lock();
        try {
            if (!execution.isUnderWay()) {
                endPauseIfOver();
                Outcome outcome = serve(session, found, argv, origin);
                runPostponed();
                return outcome;
            }
            Outcome outcome = session.answered(admit(session, found, argv, origin));
            session.active(engine.time().epochMillis());
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    /** Runs an outermost command, and what it sets off. */
    private Outcome serve(Session session, @Nullable CommandSpec found, byte[][] argv, Origin origin) {
        execution.setCaller(session);
        engine.keyspace().countUse(!session.leavesNoTrace());
        tracking.begin(session);
        try {
            Outcome outcome = session.answered(admit(session, found, argv, origin));
            finish();
            tracking.end(session, found);
            return outcome;
        } finally {
            execution.setCaller(null);
        }
    }

    private void endPauseIfOver() {
        if (paused.isOn()) {
            paused.endIfOver(engine.time().epochMillis());
            runPostponed();
        }
    }

    /** Runs the calls that a pause put off, once it is over: each as if it came now. */
    private void runPostponed() {
        while (paused.hasReleased()) {
            PausedClients.Call call = paused.release();
            Outcome outcome = serve(call.session(), call.command(), call.argv(), call.origin());
            call.session().resumed(call.outcome(), outcome);
        }
    }

    private Outcome admit(Session session, @Nullable CommandSpec found, byte[][] argv, Origin origin) {
        CommandSpec command = found;
        try {
            command = found == null ? engine.commands().resolve(argv) : found;
            session.brings(command);
            if (!command.acceptsWords(argv.length)) {
                throw Errors.wrongArity(command.fullName());
            }
            if (origin.isGated()) {
                gates.pass(session, command);
            }
        } catch (CommandException e) {
            return refused(session, command, argv, e);
        }
        if (slots.isEnabled()) {
            CommandException crossing = slots.refuse(session, command, argv);
            if (crossing != null) {
                return refusedBySlots(session, command, crossing);
            }
        }
        if (origin.mayWait() && paused.holds(session, command)) {
            return paused.add(session, command, argv, origin);
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
    private Reply refused(Session session, @Nullable CommandSpec command, byte[][] argv, CommandException refusal) {
        if (command != null) {
            command.countRejection();
        }
        engine.statistics().countError(refusal.reply().code());
        if (command == null || !command.fullName().equals(EXEC)) {
            session.queue().refuse();
            return refusal.reply();
        }
        session.queue().discard();
        monitors.show(session, command, argv);
        return Errors.execAborted(refusal).reply();
    }

    /** Unlike any other, this refusal of EXEC is told as it is. */
    private Reply refusedBySlots(Session session, CommandSpec command, CommandException refusal) {
        command.countRejection();
        engine.statistics().countError(refusal.reply().code());
        if (session.queue().isRunBy(command)) {
            session.queue().discard();
        } else {
            session.queue().refuse();
        }
        return refusal.reply();
    }

    /** Runs a command as part of another one that already holds the lock. */
    Reply callNested(Session session, CommandSpec command, byte[][] argv, Origin origin) {
        Outcome outcome = call(session, command, argv);
        return outcome instanceof Blocked wait ? wait.onTimeout() : (Reply) outcome;
    }

    /**
     * Runs a command of a script, which runs under the lock and has seen to it that the command may run.
     *
     * @param propagated whether the command's effects are handed on
     */
    public Reply callFromScript(Session session, CommandSpec command, byte[][] argv, boolean propagated) {
        if (slots.isEnabled() && slots.refuse(session, command, argv) != null) {
            engine.statistics().countError(NOT_LOCAL.code());
            return NOT_LOCAL;
        }
        int mark = propagator.mark();
        Reply reply = callNested(session, command, argv, Origin.SCRIPT);
        if (!propagated) {
            propagator.dropFrom(mark);
        }
        return reply;
    }

    /** Runs a command that has passed, or has passed before. The lock is held. */
    Outcome call(Session session, CommandSpec command, byte[][] argv) {
        return execution.call(session, command, argv, null);
    }

    /** Runs a command again that has waited for a key: it is the same call of the client, and counts as one. The lock is held. */
    Outcome resume(Session session, CommandSpec command, byte[][] argv, byte[] changedKey) {
        return execution.call(session, command, argv, changedKey);
    }

    /** After the outermost command: hands its effects on and serves those who waited for its keys. */
    private void finish() {
        propagator.flush();
        while (blocked.serveNext()) {
            propagator.flush();
        }
        tracking.leave();
    }

    /**
     * Does what time asks for: removes keys whose time is up and ends waits that have lasted long enough. Called some ten times a
     * second; lets commands through between steps. Does nothing in the middle of a long run.
     */
    public void tick() {
        boolean more = true;
        while (more) {
            lock.lock();
            try {
                more = !execution.isUnderWay() && step();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean step() {
        endPauseIfOver();
        boolean more = expiryCycle.run(now(), EXPIRY_STEP) == EXPIRY_STEP;
        blocked.endOverdue(now());
        finish();
        return more;
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
            paused.cancel(session);
            session.leave();
        });
    }

    /** Whether a key is there, for those who wait for it. */
    boolean isPresent(int database, byte[] key) {
        return engine.keyspace().database(database).peek(key, now()) != null;
    }

    Monitors monitors() {
        return monitors;
    }

    Tracking tracking() {
        return sessions.tracking();
    }

    /** Whether a command of this session runs now, and not just one of somebody else's in the middle of a long run. */
    boolean isServing(Session session) {
        return execution.isCaller(session);
    }

    /** Whether a session waits for a key. */
    public boolean isWaiting(Session session) {
        return blocked.isWaiting(session);
    }

    boolean unblock(Session session, boolean withError) {
        return blocked.unblock(session, withError);
    }

    /** Ends a session's wait for a key, if it waits: nothing more is handed to it. */
    public void cancelWait(Session session) {
        locked(() -> blocked.cancel(session));
    }

    /** Takes back a call that was postponed, unless it has run. */
    public void withdraw(Postponed call) {
        locked(() -> paused.withdraw(call));
    }

    /** Runs something under the engine's lock: between two commands, or in the middle of a long run, of which the first part is done. */
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
        return execution.now();
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
