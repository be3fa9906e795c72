package io.redispatterns.backend;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisErrorException;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.TrackingUnsupportedException;
import java.util.List;

/** How a server is asked to remember the reads of a connection, and whether it does. */
public final class TrackingInfo {

    private static final Command CLIENT = Command.of("CLIENT");

    /** Asks whether the connection's reads are remembered (Redis 6.2). */
    public static final Command ASK = CLIENT.arg("TRACKINGINFO");

    /** Makes the server remember what is read from now on, and asks whether it does. */
    public static final List<Command> TURN_ON = List.of(CLIENT.arg("TRACKING").arg("ON"), ASK);

    private TrackingInfo() {}

    /**
     * Checks the replies to {@link #TURN_ON}.
     *
     * @throws TrackingUnsupportedException unless the server remembers reads now
     */
    public static void requireOn(List<RedisValue> replies) {
        replies.forEach(TrackingInfo::requireNoError);
        requireOn(replies.get(replies.size() - 1));
    }

    private static void requireNoError(RedisValue reply) {
        if (reply instanceof RedisValue.ErrorValue error) {
            RedisErrorException refusal = error.toException();
            throw new TrackingUnsupportedException("redis does not track reads here: " + refusal.getMessage(), refusal);
        }
    }

    /**
     * Checks the reply to {@link #ASK}.
     *
     * @throws TrackingUnsupportedException unless the server says that it remembers reads
     */
    public static void requireOn(RedisValue info) {
        requireNoError(info);
        RedisValue flags = info.asMap().get("flags");
        if (flags == null || !flags.asList().contains(RedisValue.Bulk.of("on"))) {
            throw new TrackingUnsupportedException("redis does not track the reads of this connection", null);
        }
    }
}
