package io.redispatterns.engine.lua;

import java.util.function.LongSupplier;

/**
 * The memory that a state may use, estimated. Whatever is made is charged; what is no longer reachable is found out by a walk over all
 * that is, once as much as the limit has been made.
 */
public final class Memory {

    /** A walk that finds almost as much in use as allowed is not repeated before an eighth of the limit has been made. */
    private static final int SLACK = 8;

    private final LongSupplier reachable;
    private long limit;
    private long charged;
    private long held;
    private long nextWalk;

    /**
     * Makes an account.
     *
     * @param limitBytes how much may be in use
     * @param reachable tells how many bytes are in use
     */
    Memory(long limitBytes, LongSupplier reachable) {
        this.reachable = reachable;
        limit(limitBytes);
    }

    /** Sets how many bytes may be in use. */
    public void limit(long bytes) {
        limit = bytes;
        nextWalk = bytes;
    }

    /** An estimate of the bytes in use: what was made since the last walk counts as still in use. */
    public long usedBytes() {
        return charged;
    }

    /**
     * Notes that so many bytes are about to be made.
     *
     * @throws LuaError when they would go beyond the limit
     */
    public void charge(long bytes) {
        charged += bytes;
        if (charged > nextWalk) {
            walk(bytes);
        }
    }

    private void walk(long requested) {
        charged = reachable.getAsLong() + held;
        nextWalk = Math.max(limit, charged + limit / SLACK);
        if (charged + requested > limit) {
            throw new LuaError("not enough memory");
        }
        charged += requested;
    }

    /** Charges what a built-in function holds for a while, where no walk finds it: until it is released. */
    void hold(long bytes) {
        charge(bytes);
        held += bytes;
    }

    /** Releases what was held. */
    void release(long bytes) {
        held -= bytes;
    }

    /** Finds out what is in use now; returns how many bytes that is. */
    public long recount() {
        charged = reachable.getAsLong() + held;
        nextWalk = limit;
        return charged;
    }
}
