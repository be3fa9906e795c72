package io.redispatterns.writebehind;

import java.time.Duration;
import java.util.List;

/**
 * Writes that are accepted at once and reach the database later. Safe for many threads, and for many processes with the
 * same name on the same Redis.
 *
 * <p><b>Accepted is durable.</b> When {@link #put} or {@link #remove} returns, the intent is in Redis, and as durable as
 * Redis is. It leaves Redis when the {@link Writer} has said that it is written, or as a dead letter.
 *
 * <p><b>Last one wins.</b> For each id only the newest intent is kept: what was replaced before its turn came is not
 * written. What is kept is given to a writer at least once, and of the same id never an older intent after a newer one, by
 * whatever instance; except by a process that was paused in the middle of a write for longer than its lease, against
 * which only the database can protect itself: see {@link Writer}.
 *
 * <p><b>Failures.</b> A write that fails is tried again, after a wait that grows; the other ids do not wait for it. What
 * fails too often, or cannot succeed, becomes a dead letter with its value and the cause.
 *
 * <p>Each instance writes the shards that it has the lease of; they are shared out evenly among the instances, and taken
 * over when one is closed or gone.
 *
 * @param <V> the type of the values
 */
public interface WriteBehind<V> extends AutoCloseable {

    /** The name, which all instances share. */
    String name();

    /** The configuration it was made with. */
    WriteBehindConfig config();

    /**
     * Accepts that an id is to have a value. One round trip; O(log(n)) for n pending ids of the shard.
     *
     * @throws BacklogFullException if too much is pending, as the configuration says
     * @throws AcceptInterruptedException if the thread was interrupted while it waited for room
     * @throws WriteThroughException if the caller was to write himself and could not
     * @throws io.redispatterns.redis.GatewayException if Redis did not accept; after a timeout or a lost connection it may
     *     have, and the intent is written then
     * @throws IllegalStateException if this is closed, or the instances in Redis have another number of shards
     * @throws IllegalArgumentException if the id is not well-formed Unicode
     */
    Acceptance put(String id, V value);

    /** Accepts that an id is to be removed; else as {@link #put}. */
    Acceptance remove(String id);

    /**
     * What is pending for an id. One round trip. O(1).
     *
     * @throws io.redispatterns.redis.GatewayException if Redis does not tell
     * @throws io.redispatterns.codec.DecodeException if it is a value that cannot be read
     */
    Pending<V> pending(String id);

    /** The same look for a pipeline with other reads. */
    PendingLookup<V> pendingLookup();

    /**
     * Has everything written that any instance has accepted before, without waiting for batches to fill. Failed writes are
     * not tried earlier than else.
     *
     * @return whether nothing of it is pending any more: all is written, or replaced by something newer, or dead; false
     *     after the timeout
     * @throws io.redispatterns.redis.GatewayException if Redis does not tell
     */
    boolean flush(Duration timeout) throws InterruptedException;

    /**
     * What is pending and dead at this moment, of all instances. One round trip of one short script for each shard.
     *
     * @throws io.redispatterns.redis.GatewayException if Redis does not tell
     */
    Backlog backlog();

    /**
     * Dead letters, the oldest first.
     *
     * @param limit how many at most, above zero
     * @throws io.redispatterns.redis.GatewayException if Redis does not tell
     */
    List<DeadLetter<V>> deadLetters(int limit);

    /**
     * Accepts the intent of a dead letter anew, beyond any bound, unless that would overwrite something newer: it stays
     * dead if another intent of its id is pending, or if one with a greater version was written since. (What callers have
     * written themselves during an outage of Redis is not known there.)
     *
     * @param key the dead letter's {@link DeadLetter#key()}
     * @throws IllegalArgumentException if that cannot be one
     * @throws io.redispatterns.redis.GatewayException if Redis did not do it
     */
    Replay replay(String key);

    /**
     * Deletes a dead letter.
     *
     * @param key the dead letter's {@link DeadLetter#key()}
     * @return whether it was there
     * @throws IllegalArgumentException if that cannot be one
     * @throws io.redispatterns.redis.GatewayException if Redis did not do it
     */
    boolean discard(String key);

    /** What this instance has counted since it was made. Asks nobody and does not fail. */
    WriteBehindStats stats();

    /** Tells a listener of every event in this instance from now on. */
    void addListener(WriteBehindEventListener listener);

    /**
     * Accepts nothing more, writes what was accepted in this instance's shards for up to
     * {@link WriteBehindConfig#closeTimeout()}, and gives its shards to the other instances at once. What is not written by
     * then stays in Redis for them, or for the next start. A shard whose batch the writer does not give back in time is
     * kept from others until its lease has run out. If the thread is interrupted, it stops waiting and its flag stays set. A
     * second call does nothing.
     *
     * <p>The gateway has to be closed later than this.
     */
    @Override
    void close();
}
