package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.keyspace.Database;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.keyspace.KeyspaceListener;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Collects what commands and expiry change and hands it on, all that belongs together at once. */
final class Propagator implements KeyspaceListener {

    private static final byte[] DEL = Bytes.of("DEL");
    private static final byte[] HDEL = Bytes.of("HDEL");

    private final List<PropagationSink> sinks = new ArrayList<>(1);
    private final List<Effect> pending = new ArrayList<>();

    void addSink(PropagationSink sink) {
        sinks.add(sink);
    }

    boolean isActive() {
        return !sinks.isEmpty();
    }

    void add(int database, Invocation in) {
        for (byte[][] words : in.effects()) {
            pending.add(new Effect(database, words));
        }
    }

    /** The place in what is collected that comes next. */
    int mark() {
        return pending.size();
    }

    /** Drops what was collected from a place on. */
    void dropFrom(int mark) {
        pending.subList(mark, pending.size()).clear();
    }

    void flush() {
        if (!pending.isEmpty()) {
            List<Effect> batch = List.copyOf(pending);
            pending.clear();
            sinks.forEach(sink -> sink.propagate(batch));
        }
    }

    @Override
    public void changed(Database database, byte[] key, KeyspaceEvent event) {}

    @Override
    public void expired(Database database, byte[] key) {
        if (isActive()) {
            pending.add(new Effect(database.index(), new byte[][] {DEL, key}));
        }
    }

    @Override
    public void fieldsExpired(Database database, byte[] key, List<byte[]> fields) {
        if (isActive()) {
            List<byte[]> words = new ArrayList<>(fields.size() + 2);
            words.add(HDEL);
            words.add(key);
            words.addAll(fields);
            pending.add(new Effect(database.index(), words.toArray(byte[][]::new)));
        }
    }
}
