package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.keyspace.Database;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.keyspace.KeyspaceListener;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Dict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clients that wait for keys. When a key changes, the commands of those who wait for it run again, who has waited longest
 * first, until each has its reply or waits on.
 */
final class BlockedClients implements KeyspaceListener {

    private record Wait(
            Session session, CommandSpec command, byte[][] argv, Blocked request, int database, long deadlineMillis) {}

    private static final class WaitedKey extends Dict.Node {
        private final Set<Wait> waits = new LinkedHashSet<>();

        WaitedKey(byte[] key) {
            super(key);
        }
    }

    private static final Reply UNBLOCKED = new Reply.ErrorReply("UNBLOCKED client unblocked via CLIENT UNBLOCK");

    private final Dispatcher dispatcher;
    private final List<Dict<WaitedKey>> waited = new ArrayList<>();
    private final Map<Session, Wait> bySession = new HashMap<>();
    private final PriorityQueue<Wait> byDeadline = new PriorityQueue<>(Comparator.comparingLong(Wait::deadlineMillis));
    private final Queue<WaitedKey> ready = new ArrayDeque<>();

    BlockedClients(Dispatcher dispatcher, int databaseCount) {
        this.dispatcher = dispatcher;
        for (int i = 0; i < databaseCount; i++) {
            waited.add(new Dict<>());
        }
    }

    void park(Session session, CommandSpec command, byte[][] argv, Blocked request) {
        long deadline = request.timeoutMillis() == 0 ? Long.MAX_VALUE : dispatcher.now() + request.timeoutMillis();
        Wait wait = new Wait(session, command, argv, request, session.database(), deadline);
        bySession.put(session, wait);
        if (deadline != Long.MAX_VALUE) {
            byDeadline.add(wait);
        }
        Dict<WaitedKey> keys = waited.get(wait.database());
        for (byte[] key : request.keys()) {
            WaitedKey node = keys.find(key);
            if (node == null) {
                node = new WaitedKey(key);
                keys.insert(node);
            }
            node.waits.add(wait);
        }
    }

    /** Runs the commands that wait for one changed key; false when no such key is left. */
    boolean serveNext() {
        WaitedKey key = ready.poll();
        if (key == null) {
            return false;
        }
        for (Wait wait : List.copyOf(key.waits)) {
            Outcome outcome = dispatcher.call(wait.session(), wait.command(), wait.argv());
            if (outcome instanceof Reply reply) {
                end(wait, reply);
            }
        }
        return true;
    }

    /** Ends the waits whose time is up. */
    void endOverdue(long now) {
        for (Wait first = byDeadline.peek();
                first != null && first.deadlineMillis() <= now;
                first = byDeadline.peek()) {
            end(first, first.request().onTimeout());
        }
    }

    /** Ends a session's wait without a reply, if it waits. */
    void cancel(Session session) {
        Wait wait = bySession.get(session);
        if (wait != null) {
            forget(wait);
        }
    }

    boolean isWaiting(Session session) {
        return bySession.containsKey(session);
    }

    /** Ends a session's wait with an error, or as if its time were up; false when it does not wait. */
    boolean unblock(Session session, boolean withError) {
        Wait wait = bySession.get(session);
        if (wait == null) {
            return false;
        }
        end(wait, withError ? UNBLOCKED : wait.request().onTimeout());
        return true;
    }

    private void end(Wait wait, Reply reply) {
        forget(wait);
        wait.session().endWait(reply);
    }

    private void forget(Wait wait) {
        bySession.remove(wait.session());
        byDeadline.remove(wait);
        Dict<WaitedKey> keys = waited.get(wait.database());
        for (byte[] key : wait.request().keys()) {
            WaitedKey node = keys.find(key);
            if (node != null && node.waits.remove(wait) && node.waits.isEmpty()) {
                keys.remove(key);
            }
        }
    }

    @Override
    public void changed(Database database, byte[] key, KeyspaceEvent event) {
        Dict<WaitedKey> keys = waited.get(database.index());
        @Nullable WaitedKey node = keys.isEmpty() ? null : keys.find(key);
        if (node != null) {
            ready.add(node);
        }
    }

    @Override
    public void flushed(Database database) {
        Dict<WaitedKey> keys = waited.get(database.index());
        keys.forEach(ready::add);
    }
}
