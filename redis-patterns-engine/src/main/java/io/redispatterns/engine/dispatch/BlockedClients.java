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
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The clients that wait for keys. When a key changes, the commands of those who wait for it run again, who has waited longest
 * first, until each has its reply or waits on.
 */
final class BlockedClients implements KeyspaceListener {

    private static final class Wait {
        private final long number;
        private final Session session;
        private final CommandSpec command;
        private final byte[][] argv;
        private final Blocked request;
        private final int database;
        private final long deadlineMillis;

        Wait(long number, Session session, CommandSpec command, byte[][] argv, Blocked request, long deadlineMillis) {
            this.number = number;
            this.session = session;
            this.command = command;
            this.argv = argv;
            this.request = request;
            this.database = session.database();
            this.deadlineMillis = deadlineMillis;
        }
    }

    private static final class WaitedKey extends Dict.KeyNode {
        private final Set<Wait> waits = new LinkedHashSet<>();
        private boolean ready;

        WaitedKey(byte[] key) {
            super(key);
        }
    }

    private static final Reply UNBLOCKED = new Reply.ErrorReply("UNBLOCKED client unblocked via CLIENT UNBLOCK");
    private static final long NEVER = Long.MAX_VALUE;

    private final Dispatcher dispatcher;
    private final List<Dict<WaitedKey>> waited = new ArrayList<>();
    private final Map<Session, Wait> bySession = new HashMap<>();
    private final TreeSet<Wait> byDeadline = new TreeSet<>(
            Comparator.comparingLong((Wait wait) -> wait.deadlineMillis).thenComparingLong(wait -> wait.number));
    private final Queue<WaitedKey> ready = new ArrayDeque<>();
    private long lastNumber;

    BlockedClients(Dispatcher dispatcher, int databaseCount) {
        this.dispatcher = dispatcher;
        for (int i = 0; i < databaseCount; i++) {
            waited.add(new Dict<>());
        }
    }

    void park(Session session, CommandSpec command, byte[][] argv, Blocked request) {
        long deadline = deadline(request.timeoutMillis());
        byte[][] words = request.words() == null ? argv : request.words();
        Wait wait = new Wait(++lastNumber, session, command, words, request, deadline);
        bySession.put(session, wait);
        if (deadline != NEVER) {
            byDeadline.add(wait);
        }
        Dict<WaitedKey> keys = waited.get(wait.database);
        for (byte[] key : request.keys()) {
            WaitedKey node = keys.find(key);
            if (node == null) {
                node = new WaitedKey(key);
                keys.insert(node);
            }
            node.waits.add(wait);
        }
    }

    private long deadline(long timeoutMillis) {
        long now = dispatcher.now();
        return timeoutMillis == 0 || timeoutMillis > NEVER - now ? NEVER : now + timeoutMillis;
    }

    /** Runs the commands that wait for one changed key; false when no such key is left. */
    boolean serveNext() {
        WaitedKey key = ready.poll();
        if (key == null) {
            return false;
        }
        key.ready = false;
        for (Wait wait : List.copyOf(key.waits)) {
            if (isOfUse(wait, key.key())) {
                resume(wait, key.key());
            }
        }
        return true;
    }

    /** Whoever came first may have taken what there was, or may have been served by another key. */
    private boolean isOfUse(Wait wait, byte[] key) {
        return bySession.get(wait.session) == wait
                && (wait.request.alsoWhenGone() || dispatcher.isPresent(wait.database, key));
    }

    private void resume(Wait wait, byte[] key) {
        Outcome outcome = dispatcher.resume(wait.session, wait.command, wait.argv, key);
        if (outcome instanceof Reply reply) {
            end(wait, reply);
        }
    }

    /** Ends the waits whose time is up. */
    void endOverdue(long now) {
        while (!byDeadline.isEmpty() && byDeadline.first().deadlineMillis <= now) {
            Wait first = byDeadline.first();
            end(first, first.request.onTimeout());
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
        end(wait, withError ? UNBLOCKED : wait.request.onTimeout());
        return true;
    }

    private void end(Wait wait, Reply reply) {
        forget(wait);
        wait.session.endWait(reply);
    }

    private void forget(Wait wait) {
        bySession.remove(wait.session);
        byDeadline.remove(wait);
        Dict<WaitedKey> keys = waited.get(wait.database);
        for (byte[] key : wait.request.keys()) {
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
        if (node != null && isAwaited(event)) {
            markReady(node);
        }
    }

    /** Of what happens to a stream, nobody waits for anything but a new entry or the end of a group. */
    private static boolean isAwaited(KeyspaceEvent event) {
        return event.kind() != KeyspaceEvent.Kind.STREAM
                || event == KeyspaceEvent.XADD
                || event == KeyspaceEvent.XGROUP_DESTROY;
    }

    @Override
    public void flushed(List<Database> databases) {
        databases.forEach(this::markAllReady);
    }

    @Override
    public void swapped(Database first, Database second) {
        markAllReady(first);
        markAllReady(second);
    }

    private void markAllReady(Database database) {
        waited.get(database.index()).forEach(this::markReady);
    }

    private void markReady(WaitedKey key) {
        if (!key.ready) {
            key.ready = true;
            ready.add(key);
        }
    }
}
