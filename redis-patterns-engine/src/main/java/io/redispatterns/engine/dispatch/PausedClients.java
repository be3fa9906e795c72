package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.Pause;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.reply.Postponed;
import io.redispatterns.engine.reply.Reply;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The pause of clients, if there is one, and the calls that it puts off, in the order in which they came. */
final class PausedClients implements Pause {

    /**
     * A call that is put off.
     *
     * @param outcome what the caller waits for
     */
    record Call(Session session, CommandSpec command, byte[][] argv, Origin origin, Postponed outcome) {}

    private static final Reply CLOSED = new Reply.ErrorReply("ERR the session was closed while it waited");

    private final Queue<Call> calls = new ArrayDeque<>();
    private boolean on;
    private boolean all;
    private long untilMillis;
    private @Nullable Keyspace keyspace;

    /** Sets in which keys do not expire meanwhile. Called once, before the first pause. */
    void observe(Keyspace observed) {
        keyspace = observed;
    }

    @Override
    public void begin(boolean allCommands, long until) {
        all = allCommands || (on && all);
        untilMillis = on ? Math.max(untilMillis, until) : until;
        turn(true);
    }

    @Override
    public void end() {
        turn(false);
    }

    /** Keys stay as they are while nobody may change them. */
    private void turn(boolean isOn) {
        on = isOn;
        if (keyspace != null) {
            keyspace.holdExpiry(isOn);
        }
    }

    boolean isOn() {
        return on;
    }

    void endIfOver(long now) {
        if (on && now >= untilMillis) {
            end();
        }
    }

    /** Whether a call is put off now. A transaction counts as a whole, when it is about to run. */
    boolean holds(Session session, CommandSpec command) {
        return on
                && !session.isMonitor()
                && (all
                        || mayWrite(command)
                        || (session.queue().isRunBy(command) && session.queue().mayWrite()));
    }

    static boolean mayWrite(CommandSpec command) {
        return command.is(CommandFlag.WRITE) || command.is(CommandFlag.MAY_REPLICATE);
    }

    Postponed add(Session session, CommandSpec command, byte[][] argv, Origin origin) {
        Call call = new Call(session, command, argv, origin, new Postponed());
        calls.add(call);
        session.postponed(1);
        return call.outcome();
    }

    /** Whether there are calls that need not wait any longer. */
    boolean hasReleased() {
        return !on && !calls.isEmpty();
    }

    /** Takes the first call. */
    Call release() {
        Call first = calls.remove();
        first.session().postponed(-1);
        return first;
    }

    /** Takes a call back that has not run. */
    void withdraw(Postponed outcome) {
        calls.removeIf(call -> {
            boolean isMeant = call.outcome().equals(outcome);
            if (isMeant) {
                call.session().postponed(-1);
            }
            return isMeant;
        });
    }

    /** Ends the calls of a session that is gone. */
    void cancel(Session session) {
        for (Call call : List.copyOf(calls)) {
            if (call.session().equals(session)) {
                withdraw(call.outcome());
                call.outcome().complete(CLOSED);
            }
        }
    }
}
