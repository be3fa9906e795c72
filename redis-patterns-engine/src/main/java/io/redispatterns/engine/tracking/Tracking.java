package io.redispatterns.engine.tracking;

import io.redispatterns.engine.keyspace.Database;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.keyspace.KeyspaceListener;
import io.redispatterns.engine.reply.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tells clients that cache keys when those change: see Redis's documentation of client side caching.
 *
 * <p>Others learn of a change while the command that makes it runs. The client whose command it is learns of it behind the reply, and
 * clients that are told of prefixes learn of all the changes of a command together, behind it.
 *
 * <p>Listens to the keyspace only while there is somebody to tell, so that it costs nothing otherwise. Used under the engine's lock.
 */
public final class Tracking implements KeyspaceListener {

    /** So many keys are dropped before a command at most, times the commands that have found too many: no command waits for long. */
    private static final int LIMIT_EFFORT = 100;

    private final LongFunction<@Nullable ClientTracking> finder;
    private final InvalidationTable table = new InvalidationTable();
    private final BroadcastTable broadcasts = new BroadcastTable();
    private final Map<Long, ClientTracking> clients = new LinkedHashMap<>();
    /** What the client whose command runs is to be told. */
    private final List<Reply> pending = new ArrayList<>();

    private @Nullable Keyspace keyspace;
    private @Nullable ClientTracking current;
    private boolean active;
    private int overrun;

    /**
     * Makes the hub of all clients.
     *
     * @param finder returns the state of a connected client by its number, or null
     */
    public Tracking(LongFunction<@Nullable ClientTracking> finder) {
        this.finder = finder;
    }

    /** Sets whose changes are told. Called once, before the first client. */
    public void observe(Keyspace observed) {
        keyspace = observed;
    }

    /** Whether anybody tracks keys, or has and is not forgotten. */
    public boolean isActive() {
        return active;
    }

    /** The number of clients that are told of changes. */
    public int clientCount() {
        return clients.size();
    }

    /** The number of keys that are remembered. */
    public int keyCount() {
        return table.size();
    }

    /** The number of pairs of a key that is remembered and a client that has read it. */
    public long itemCount() {
        return table.items();
    }

    /** The number of different prefixes that clients are told of. */
    public int prefixCount() {
        return broadcasts.size();
    }

    /** A command of a client begins: what it changes is the client's own change. */
    public void enter(ClientTracking caller) {
        current = caller;
    }

    /** The command has ended and its reply is known: tells what was kept back. */
    public void leave() {
        if (!pending.isEmpty() || broadcasts.hasChanges()) {
            tellKeptBack();
        }
        current = null;
    }

    private void tellKeptBack() {
        List<Reply> messages = List.copyOf(pending);
        pending.clear();
        ClientTracking caller = current;
        if (caller != null) {
            messages.forEach(changed -> caller.tell(changed, true));
        }
        broadcasts.tell();
    }

    /** Remembers that a client has read a key. */
    public void remember(ClientTracking reader, byte[] key) {
        table.add(key, reader.id());
    }

    /** Drops keys at random, as if they had changed, while there are more than allowed; 0 allows any number. */
    public void limit(long maxKeys, RandomGenerator random) {
        if (maxKeys == 0 || table.size() <= maxKeys) {
            overrun = 0;
            return;
        }
        overrun++;
        for (int i = 0; i < LIMIT_EFFORT * overrun && table.size() > maxKeys; i++) {
            byte[] key = table.anyKey(random);
            if (key != null) {
                invalidate(key, false);
            }
        }
    }

    @Override
    public void changed(Database database, byte[] key, KeyspaceEvent event) {
        if (!event.isModification()) {
            return;
        }
        if (broadcasts.size() > 0) {
            broadcasts.note(key, event == KeyspaceEvent.EXPIRED || event == KeyspaceEvent.EVICTED ? null : current);
        }
        invalidate(key, true);
    }

    @Override
    public void touched(Database database, byte[] key) {
        if (broadcasts.size() > 0) {
            broadcasts.note(key, current);
        }
        invalidate(key, true);
    }

    private void invalidate(byte[] key, boolean keptBackForCaller) {
        long[] readers = table.remove(key);
        if (readers.length > 0) {
            Reply keys = Reply.array(Reply.of(key));
            for (long id : readers) {
                ClientTracking reader = clients.get(id);
                if (reader != null && !reader.options().broadcasting()) {
                    tell(reader, keys, keptBackForCaller);
                }
            }
            settle();
        }
    }

    private void tell(ClientTracking reader, Reply changed, boolean keptBackForCaller) {
        boolean isOwn = reader == current;
        if (isOwn && keptBackForCaller) {
            if (!reader.options().noLoop() || changed == Reply.NIL) {
                pending.add(changed);
            }
        } else {
            reader.tell(changed, false);
        }
    }

    @Override
    public void flushed(List<Database> databases) {
        for (ClientTracking client : List.copyOf(clients.values())) {
            tell(client, Reply.NIL, true);
        }
        table.clear();
        settle();
    }

    void begin(ClientTracking client) {
        clients.put(client.id(), client);
        settle();
    }

    void end(ClientTracking client) {
        clients.remove(client.id());
        settle();
    }

    BroadcastTable broadcasts() {
        return broadcasts;
    }

    @Nullable
    ClientTracking find(long id) {
        return finder.apply(id);
    }

    private void settle() {
        boolean needed = !clients.isEmpty() || table.size() > 0;
        if (needed != active && keyspace != null) {
            active = needed;
            if (needed) {
                keyspace.addFirstListener(this);
            } else {
                keyspace.removeListener(this);
            }
        }
    }
}
