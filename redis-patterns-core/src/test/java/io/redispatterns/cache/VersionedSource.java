package io.redispatterns.cache;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The database that caches stand in front of in a test: ids from 0 on, each with a version that only grows. A version decides
 * what the value is and which tags it has.
 */
final class VersionedSource {

    static final int TAGS = 3;

    /** Every so many versions there is no value. */
    private static final int NULL_EVERY = 7;

    private final AtomicLongArray versions;
    private final ReadWriteLock[] locks;

    VersionedSource(int ids) {
        versions = new AtomicLongArray(ids);
        locks = IntStream.range(0, ids)
                .mapToObj(id -> new ReentrantReadWriteLock())
                .toArray(ReadWriteLock[]::new);
    }

    /** A value as it is cached: it says of which version it is, and whether its loader has set the version's tags. */
    record Copy(int id, long version, boolean tagged) {

        String text() {
            return id + ":" + version + (tagged ? ":tagged" : ":plain");
        }

        static Copy parse(String text) {
            String[] parts = text.split(":");
            return new Copy(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), parts[2].equals("tagged"));
        }
    }

    int ids() {
        return versions.length();
    }

    long version(int id) {
        return versions.get(id);
    }

    /** A new version of an id. Waits while somebody {@link #lock puts} it. */
    long write(int id) {
        locks[id].readLock().lock();
        try {
            return versions.incrementAndGet(id);
        } finally {
            locks[id].readLock().unlock();
        }
    }

    /** What makes a plain put right: nobody else writes the id between the caller's write and his put. */
    Locked lock(int id) {
        locks[id].writeLock().lock();
        return new Locked(id);
    }

    /** The right of one thread to write an id. */
    final class Locked implements AutoCloseable {

        private final int id;

        private Locked(int id) {
            this.id = id;
        }

        long write() {
            return versions.incrementAndGet(id);
        }

        @Override
        public void close() {
            locks[id].writeLock().unlock();
        }
    }

    static @Nullable String value(int id, long version, boolean tagged) {
        return version % NULL_EVERY == 0 ? null : new Copy(id, version, tagged).text();
    }

    /** Whether there was a version without a value from one version to another, both included. */
    static boolean wasNullWithin(long from, long to) {
        return Math.floorDiv(to, NULL_EVERY) * NULL_EVERY >= from;
    }

    /** The tags of a version of any id: one or two. */
    static Set<Integer> tags(long version) {
        int first = (int) (version % TAGS);
        int second = (int) (version / TAGS % TAGS);
        return first == second ? Set.of(first) : Set.of(first, second);
    }

    static String tagName(int tag) {
        return "tag-" + tag;
    }
}
