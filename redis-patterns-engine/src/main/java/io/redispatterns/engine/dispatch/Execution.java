package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.EngineContext;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the handlers of commands, inside each other where one runs others, and tells everybody who has to know. Under the engine's lock. */
final class Execution {

    private static final System.Logger LOG = System.getLogger(Execution.class.getName());

    private final EngineContext engine;
    private final Propagator propagator;
    private final CacheTracking tracking;
    private final Monitors monitors;
    private final List<CommandListener> listeners = new ArrayList<>(0);
    /** How many commands run inside each other at this moment: time stands still from the outermost's start to its end. */
    private int depth;

    private long frozenMillis;
    private @Nullable Session caller;

    Execution(EngineContext engine, Propagator propagator, CacheTracking tracking, Monitors monitors) {
        this.engine = engine;
        this.propagator = propagator;
        this.tracking = tracking;
        this.monitors = monitors;
    }

    void addListener(CommandListener listener) {
        listeners.add(listener);
    }

    /** Sets whose command runs: the outermost's client; null when it has ended, with all that it has set off. */
    void setCaller(@Nullable Session newCaller) {
        caller = newCaller;
    }

    boolean isCaller(Session session) {
        return session.equals(caller);
    }

    /** Whether a command runs. */
    boolean isUnderWay() {
        return depth > 0;
    }

    /** The present time, which stands still while a command runs. */
    long now() {
        return depth == 0 ? engine.time().epochMillis() : frozenMillis;
    }

    /**
     * Runs a command.
     *
     * @param changedKey the key for which the same call has waited, if it runs again
     */
    Outcome call(Session session, CommandSpec command, byte[][] argv, byte @Nullable [] changedKey) {
        long now = now();
        frozenMillis = now;
        session.active(now);
        Invocation in = new Invocation(engine, session, command, argv, now, changedKey, propagator.isActive());
        long dirtyBefore = engine.keyspace().dirty();
        int database = session.database();
        monitors.begins(session, command, argv);
        Outcome outcome = handle(in);
        count(in, outcome);
        if (!in.isResumed()) {
            monitors.ran(session, command, argv);
            tracking.ran(session.isScript() ? caller : session, command, argv);
        }
        if (propagator.isActive() && !command.isImmediate() && hasEffects(in, dirtyBefore)) {
            propagator.add(database, in);
        }
        if (!listeners.isEmpty() && outcome instanceof Reply reply) {
            listeners.forEach(listener -> listener.ran(command, argv, reply));
        }
        return outcome;
    }

    private Outcome handle(Invocation in) {
        CommandSpec command = in.command();
        depth++;
        try {
            return command.handler().handle(in);
        } catch (CommandException e) {
            return e.reply();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(System.Logger.Level.ERROR, "command '" + command.fullName() + "' failed; the engine goes on", e);
            return Errors.internal(command.fullName(), e).reply();
        } finally {
            depth--;
        }
    }

    private void count(Invocation in, Outcome outcome) {
        if (!in.isResumed()) {
            in.command().countCall();
            engine.statistics().countCommand();
        }
        if (outcome instanceof Reply.ErrorReply error) {
            in.command().countFailure();
            if (!in.isErrorCounted()) {
                engine.statistics().countError(error.code());
            }
        }
    }

    private boolean hasEffects(Invocation in, long dirtyBefore) {
        return in.hasOwnEffects() || engine.keyspace().dirty() != dirtyBefore;
    }
}
