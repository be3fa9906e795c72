package io.redispatterns.engine.command;

import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.keyspace.Database;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.type.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command: its arguments, its client, a time that stands still, and the ways to read and change the keyspace.
 *
 * <p>After a change the handler calls {@link #changed} once for each key. The command itself is what is propagated to the
 * append-only file, unless the handler says otherwise with {@link #propagateAs} because its effect depends on time, chance or state.
 */
public final class Invocation {

    private final EngineContext engine;
    private final Client client;
    private final CommandSpec command;
    private final byte[][] argv;
    private final long now;
    private final byte @Nullable [] changedKey;
    private final boolean propagated;
    private boolean errorIsCounted;
    /** What to propagate in the command's place; null when it is the command itself. */
    private @Nullable List<byte[][]> effects;

    /**
     * Makes the invocation.
     *
     * @param now in milliseconds since 1970
     * @param changedKey the key that has changed, when the same call has run before and has waited since; else null
     * @param propagated whether anybody takes the command's effects
     */
    public Invocation(
            EngineContext engine,
            Client client,
            CommandSpec command,
            byte[][] argv,
            long now,
            byte @Nullable [] changedKey,
            boolean propagated) {
        this.engine = engine;
        this.client = client;
        this.command = command;
        this.argv = argv;
        this.now = now;
        this.changedKey = changedKey;
        this.propagated = propagated;
    }

    /** The parts of the engine. */
    public EngineContext engine() {
        return engine;
    }

    /** The directives' present values. */
    public Config config() {
        return engine.config();
    }

    /** Who calls. */
    public Client client() {
        return client;
    }

    /** The row of the command that runs. */
    public CommandSpec command() {
        return command;
    }

    /** The number of words, name included. */
    public int argc() {
        return argv.length;
    }

    /** Returns a word; 0 is the command's name. Not to be changed; may be kept. */
    public byte[] arg(int index) {
        return argv[index];
    }

    /** All words, name included. Not to be changed; may be kept. */
    public List<byte[]> words() {
        return List.of(argv);
    }

    /** Reads the words from an index on. */
    public ArgReader argsFrom(int index) {
        return new ArgReader(argv, index);
    }

    /** The time at which the command runs, in milliseconds since 1970: the same from its start to its end. */
    public long now() {
        return now;
    }

    /**
     * Whether the call runs again because a key that it waits for has changed. What was an error of its arguments is known to be none;
     * a key of another type counts as not being there, as Redis goes on to wait then.
     */
    public boolean isResumed() {
        return changedKey != null;
    }

    /** The key whose change lets the call run again, or null when it runs for the first time. */
    public byte @Nullable [] changedKey() {
        return changedKey;
    }

    /** The client's database. */
    public Database db() {
        return engine.keyspace().database(client.database());
    }

    /** Returns the entry of a key for reading, or null; counts a hit or a miss. */
    public @Nullable Entry readEntry(byte[] key) {
        Entry entry = db().lookup(key, now);
        if (entry == null) {
            engine.keyspace().missed(db(), key);
        } else {
            engine.keyspace().countHit();
        }
        return entry;
    }

    /**
     * Returns the value of a key for reading, or null when there is no such key; counts a hit or a miss.
     *
     * @throws CommandException when the key holds a value of another type
     */
    public <V extends Value> @Nullable V read(byte[] key, Class<V> type) {
        Entry entry = readEntry(key);
        return entry == null ? null : typed(entry, type);
    }

    /**
     * Returns the value of a key for changing it, or null when there is no such key.
     *
     * @throws CommandException when the key holds a value of another type
     */
    public <V extends Value> @Nullable V edit(byte[] key, Class<V> type) {
        Entry entry = db().lookup(key, now);
        return entry == null ? null : typed(entry, type);
    }

    /**
     * Returns the value of a key for changing it; when there is no such key a new one is set. The handler fills it: nothing that can
     * fail may come in between.
     *
     * @throws CommandException when the key holds a value of another type
     */
    public <V extends Value> V editOrCreate(byte[] key, Class<V> type, Supplier<V> maker) {
        V present = edit(key, type);
        if (present != null) {
            return present;
        }
        V made = maker.get();
        db().set(key, made, now);
        return made;
    }

    private static <V extends Value> V typed(Entry entry, Class<V> type) {
        Value value = entry.value();
        if (!type.isInstance(value)) {
            throw Errors.wrongType();
        }
        return type.cast(value);
    }

    /** Tells everybody that this command changed, created or deleted a key of the client's database. */
    public void changed(KeyspaceEvent event, byte[] key) {
        engine.keyspace().changed(db(), key, event);
    }

    /** Tells everybody that this command wrote a key's value anew without changing what it means. */
    public void touched(byte[] key) {
        engine.keyspace().touched(db(), key);
    }

    /** Removes a key whose value has become empty, and tells of it. */
    public void removeIfEmpty(byte[] key, Value value) {
        if (value.isEmpty()) {
            db().remove(key);
            changed(KeyspaceEvent.DEL, key);
        }
    }

    /** Whether anybody takes the effects; otherwise those that are costly to write down need not be. */
    public boolean isPropagated() {
        return propagated;
    }

    /** Propagates these words in the command's place; called again, after those before. */
    public void propagateAs(byte[]... words) {
        if (effects == null) {
            effects = new ArrayList<>(1);
        }
        effects.add(words);
    }

    /** Propagates the command itself although it changes nothing in the keyspace. */
    public void propagateAsIs() {
        propagateAs(argv);
    }

    /** Propagates nothing in the command's place: whatever it ran has propagated itself. */
    public void propagateNothing() {
        effects = List.of();
    }

    /** What to propagate when the command changed something. */
    public List<byte[][]> effects() {
        return effects == null ? List.<byte[][]>of(argv) : effects;
    }

    /** Whether the handler has said itself what to propagate. */
    public boolean hasOwnEffects() {
        return effects != null;
    }

    /** Notes that the error which the command replies was counted when a command that it ran gave it. */
    public void errorIsCounted() {
        errorIsCounted = true;
    }

    /** Whether the error that the command replies has been counted. */
    public boolean isErrorCounted() {
        return errorIsCounted;
    }
}
