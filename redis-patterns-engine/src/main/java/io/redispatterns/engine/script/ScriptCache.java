package io.redispatterns.engine.script;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Dict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that EVALSHA finds, by their digest. Those that came by EVAL alone are many and mostly used once: of them only the last
 * used are kept. Used under the engine's lock.
 */
final class ScriptCache {

    /** How many scripts are kept that came by EVAL. */
    static final int MAX_EVALUATED = 500;

    /** A script that is kept. */
    static final class Entry extends Dict.KeyNode {

        private final Script script;
        private boolean loaded;
        private long lastUse;

        Entry(Script script) {
            super(script.digest());
            this.script = script;
        }

        Script script() {
            return script;
        }
    }

    private final Dict<Entry> entries = new Dict<>();
    private final List<Entry> evaluated = new ArrayList<>();
    private long uses;
    private long evicted;

    /** Returns the script with a digest, whose letters may be of either case, or null. */
    @Nullable
    Entry find(byte[] digest) {
        Entry found = entries.find(digest);
        return found == null ? entries.find(lowerCase(digest)) : found;
    }

    private static byte[] lowerCase(byte[] digest) {
        byte[] lower = new byte[digest.length];
        for (int i = 0; i < digest.length; i++) {
            lower[i] = Bytes.lower(digest[i]);
        }
        return lower;
    }

    /** Notes that a script is used. */
    void touch(Entry entry) {
        entry.lastUse = ++uses;
    }

    /** Returns the entry of a script that EVAL brings: a new one if there is none. */
    Entry addEvaluated(Script script) {
        Entry known = entries.find(script.digest());
        return known == null ? add(script) : known;
    }

    private Entry add(Script script) {
        if (evaluated.size() == MAX_EVALUATED) {
            evict();
        }
        Entry entry = new Entry(script);
        entries.insert(entry);
        evaluated.add(entry);
        return entry;
    }

    /** Compiling a script takes far longer than to look for the one that was not used for the longest time. */
    private void evict() {
        int oldest = 0;
        for (int i = 1; i < evaluated.size(); i++) {
            if (evaluated.get(i).lastUse < evaluated.get(oldest).lastUse) {
                oldest = i;
            }
        }
        entries.remove(evaluated.get(oldest).key());
        evaluated.set(oldest, evaluated.get(evaluated.size() - 1));
        evaluated.remove(evaluated.size() - 1);
        evicted++;
    }

    /** Keeps a script until {@link #clear}. */
    void addLoaded(Script script) {
        Entry known = entries.find(script.digest());
        if (known == null) {
            Entry entry = new Entry(script);
            entry.loaded = true;
            entries.insert(entry);
        } else if (!known.loaded) {
            known.loaded = true;
            evaluated.remove(known);
        }
    }

    /** Forgets all. */
    void clear() {
        entries.clear();
        evaluated.clear();
    }

    int size() {
        return entries.size();
    }

    long evicted() {
        return evicted;
    }
}
