package io.redispatterns.writebehind;

import io.redispatterns.writebehind.BacklogFullException.Bound;
import java.time.Duration;

/** Something that happened in an instance of a write-behind. Events about one intent carry its id and version. */
public sealed interface WriteBehindEvent {

    /** The name of the write-behind. */
    String writeBehind();

    /** An intent was accepted. */
    record Accepted(String writeBehind, String id, Acceptance acceptance) implements WriteBehindEvent {}

    /** An intent was refused; one that waits for room is refused once, at the end. */
    record Refused(String writeBehind, String id, Bound bound) implements WriteBehindEvent {}

    /** A writer has returned from a batch, or thrown an exception. */
    record BatchDone(String writeBehind, int shard, int size, Duration duration) implements WriteBehindEvent {}

    /** An intent is written. */
    record Written(String writeBehind, String id, long version, int attempt) implements WriteBehindEvent {}

    /** A write has failed and will be tried again. */
    record Retried(String writeBehind, String id, long version, int attempt, Duration backoff, Throwable cause)
            implements WriteBehindEvent {}

    /** A write was given up and is a dead letter now. */
    record Died(String writeBehind, String id, long version, int attempt, Throwable cause)
            implements WriteBehindEvent {}

    /** A writer gave a result for an id that was not in its batch. */
    record ForeignResult(String writeBehind, String id) implements WriteBehindEvent {}

    /** This instance writes a shard from now on. */
    record ShardTaken(String writeBehind, int shard) implements WriteBehindEvent {}

    /** This instance has given a shard away. */
    record ShardReleased(String writeBehind, int shard) implements WriteBehindEvent {}

    /** This instance has lost a shard: its lease ran out before it was renewed. */
    record ShardLost(String writeBehind, int shard) implements WriteBehindEvent {}

    /** Redis did not do what it was asked to. */
    record BackendFailed(String writeBehind, Operation operation, RuntimeException cause) implements WriteBehindEvent {}

    /** What was asked of Redis. */
    enum Operation {
        /** To accept an intent. */
        ACCEPT,
        /** To give and take intents for writing. */
        CONSUME,
        /** To renew leases and to listen. */
        COORDINATE
    }
}
