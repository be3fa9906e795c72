package io.redispatterns.cache;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The versions that the readers of one instance may not fall behind, as invalidations have made them: by id, and by id for values
 * that have a tag.
 */
final class Floors {

    private static final int WIDTH = 1 + VersionedSource.TAGS;

    private final AtomicLongArray versions;

    Floors(int ids) {
        versions = new AtomicLongArray(ids * WIDTH);
    }

    /** What a read that begins now has to keep to. O(1). */
    record Floor(long version, long[] versionByTag) {

        /** The version that a value with the tags of its version may not be below. */
        long of(VersionedSource.Copy copy) {
            long least = version;
            if (copy.tagged()) {
                for (int tag : VersionedSource.tags(copy.version())) {
                    least = Math.max(least, versionByTag[tag]);
                }
            }
            return least;
        }
    }

    Floor of(int id) {
        long[] byTag = new long[VersionedSource.TAGS];
        for (int tag = 0; tag < byTag.length; tag++) {
            byTag[tag] = versions.get(id * WIDTH + 1 + tag);
        }
        return new Floor(versions.get(id * WIDTH), byTag);
    }

    void raise(int id, long version) {
        versions.accumulateAndGet(id * WIDTH, version, Math::max);
    }

    void raise(int id, int tag, long version) {
        versions.accumulateAndGet(id * WIDTH + 1 + tag, version, Math::max);
    }
}
