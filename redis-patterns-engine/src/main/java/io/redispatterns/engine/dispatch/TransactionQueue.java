package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Transaction;
import io.redispatterns.engine.keyspace.Database;
import io.redispatterns.engine.keyspace.Watcher;
import io.redispatterns.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/** The commands that a client has queued since MULTI, and the keys it watches. */
final class TransactionQueue implements Transaction, Watcher {

    private record Queued(CommandSpec command, byte[][] argv) {}

    private record Watched(Database database, byte[] key) {}

    private final Dispatcher dispatcher;
    private final Session session;
    private final List<Queued> commands = new ArrayList<>(0);
    private final List<Watched> watched = new ArrayList<>(0);
    private boolean open;
    private boolean refused;
    private boolean touched;
    private boolean running;

    TransactionQueue(Dispatcher dispatcher, Session session) {
        this.dispatcher = dispatcher;
        this.session = session;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int size() {
        return commands.size();
    }

    @Override
    public void open() {
        open = true;
    }

    /** Whether a command is the one that runs the queue. */
    boolean isRunBy(CommandSpec command) {
        return open && command.fullName().equals("exec");
    }

    /** Whether a command in the queue may write. */
    boolean mayWrite() {
        return commands.stream().anyMatch(queued -> PausedClients.mayWrite(queued.command()));
    }

    /** Fails when the keys of the queued commands do not belong to one slot. */
    void checkSlots(ClusterSlots slots) {
        int slot = ClusterSlots.NONE;
        for (Queued queued : commands) {
            slot = slots.common(slot, queued.command(), queued.argv());
        }
    }

    void add(CommandSpec command, byte[][] argv) {
        commands.add(new Queued(command, argv));
    }

    /** Notes that a command was refused while it was being queued: EXEC has to fail. */
    void refuse() {
        refused |= open;
    }

    @Override
    public void discard() {
        open = false;
        refused = false;
        commands.clear();
        unwatch();
    }

    @Override
    public Reply exec() {
        boolean abort = refused;
        boolean conflict = touched || anyWatchedExpired();
        List<Queued> queued = List.copyOf(commands);
        discard();
        if (abort) {
            throw Errors.of("EXECABORT Transaction discarded because of previous errors.");
        }
        if (conflict) {
            return Reply.NULL_ARRAY;
        }
        running = true;
        try {
            return run(queued);
        } finally {
            running = false;
        }
    }

    private Reply run(List<Queued> queued) {
        List<Reply> replies = new ArrayList<>(queued.size());
        for (Queued one : queued) {
            replies.add(dispatcher.callNested(session, one.command(), one.argv(), Origin.MULTI));
        }
        return new Reply.Array(replies);
    }

    @Override
    public void watch(Database database, byte[] key) {
        database.watch(key, this);
        watched.add(new Watched(database, key));
    }

    @Override
    public void unwatch() {
        for (Watched one : watched) {
            one.database().unwatch(one.key(), this);
        }
        watched.clear();
        touched = false;
    }

    @Override
    public void touched() {
        touched = true;
    }

    private boolean anyWatchedExpired() {
        long now = dispatcher.now();
        return watched.stream().anyMatch(one -> one.database().isExpired(one.key(), now));
    }
}
