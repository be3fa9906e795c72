package io.redispatterns.cache;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The versions that the readers of one instance may not fall behind, as invalidations have made them: by id, and by id for values
 * that have a tag. Those made by other instances bind those readers who begin after a time of grace.
 */
final class Floors {

    private static final int WIDTH = 1 + VersionedSource.TAGS;

    private final long graceNanos;

    /** What readers have to keep to. */
    private final AtomicLongArray binding;

    /** What they would have to keep to without the grace. */
    private final AtomicLongArray acknowledged;

    /** What will bind, in the order of the moments of the acknowledgements. Guarded by itself. */
    private final Queue<Rise> coming = new ArrayDeque<>();

    private record Rise(long atNanos, int slot, long version) {}

    Floors(int ids, long graceNanos) {
        this.graceNanos = graceNanos;
        this.binding = new AtomicLongArray(ids * WIDTH);
        this.acknowledged = new AtomicLongArray(ids * WIDTH);
    }

    /** What a read that begins now has to keep to, and what it would have to keep to without the grace. */
    record Floor(long[] binding, long[] acknowledged) {

        /** The version that a value may not be below, or null for an absent one. */
        long least(VersionedSource.@Nullable Copy copy) {
            return of(binding, copy);
        }

        /** The version below which a value is behind what was acknowledged. */
        long latest(VersionedSource.@Nullable Copy copy) {
            return of(acknowledged, copy);
        }

        private static long of(long[] versions, VersionedSource.@Nullable Copy copy) {
            long least = versions[0];
            if (copy != null && copy.tagged()) {
                for (int tag : VersionedSource.tags(copy.version())) {
                    least = Math.max(least, versions[1 + tag]);
                }
            }
            return least;
        }
    }

    /** The floor of an id. O(1), with the rises since the last call. */
    Floor of(int id) {
        bindWhatIsDue(System.nanoTime());
        return new Floor(versions(binding, id), versions(acknowledged, id));
    }

    private static long[] versions(AtomicLongArray of, int id) {
        long[] versions = new long[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            versions[i] = of.get(id * WIDTH + i);
        }
        return versions;
    }

    private void bindWhatIsDue(long now) {
        synchronized (coming) {
            for (Rise next = coming.peek(); next != null && now - next.atNanos() > graceNanos; next = coming.peek()) {
                binding.accumulateAndGet(next.slot(), next.version(), Math::max);
                coming.remove();
            }
        }
    }

    /** Where the versions of an id stand. */
    static int slot(int id) {
        return id * WIDTH;
    }

    /** Where the versions of an id stand for values with a tag. */
    static int slot(int id, int tag) {
        return id * WIDTH + 1 + tag;
    }

    /** What this instance has done binds at once. */
    void raise(int slot, long version) {
        acknowledged.accumulateAndGet(slot, version, Math::max);
        binding.accumulateAndGet(slot, version, Math::max);
    }

    /** What another instance has been told is done by now binds after the grace. */
    void raiseWithGrace(int slot, long version) {
        if (graceNanos == 0) {
            raise(slot, version);
            return;
        }
        acknowledged.accumulateAndGet(slot, version, Math::max);
        synchronized (coming) {
            coming.add(new Rise(System.nanoTime(), slot, version));
        }
    }
}
