package io.redispatterns.engine.tracking;

import io.redispatterns.engine.util.Dict;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which clients have read which keys. A key's name stands for that key in all databases; clients that are gone stay in it until the
 * key changes.
 */
final class InvalidationTable {

    static final long[] NOBODY = {};

    private static final class Readers extends Dict.KeyNode {
        /** In ascending order. */
        private long[] ids = NOBODY;

        Readers(byte[] key) {
            super(key);
        }

        boolean add(long id) {
            int place = Arrays.binarySearch(ids, id);
            if (place >= 0) {
                return false;
            }
            int at = -place - 1;
            long[] more = Arrays.copyOf(ids, ids.length + 1);
            System.arraycopy(ids, at, more, at + 1, ids.length - at);
            more[at] = id;
            ids = more;
            return true;
        }
    }

    private final Dict<Readers> byKey = new Dict<>();
    private long items;

    /** The number of keys. */
    int size() {
        return byKey.size();
    }

    /** The number of pairs of a key and a client. */
    long items() {
        return items;
    }

    void add(byte[] key, long id) {
        Readers readers = byKey.find(key);
        if (readers == null) {
            readers = new Readers(key);
            byKey.insert(readers);
        }
        items += readers.add(id) ? 1 : 0;
    }

    /** Removes a key and returns the numbers of those who have read it. */
    long[] remove(byte[] key) {
        Readers readers = byKey.remove(key);
        if (readers == null) {
            return NOBODY;
        }
        items -= readers.ids.length;
        return readers.ids;
    }

    void clear() {
        byKey.clear();
        items = 0;
    }

    byte @Nullable [] anyKey(RandomGenerator random) {
        Readers any = byKey.random(random);
        return any == null ? null : any.key();
    }
}
