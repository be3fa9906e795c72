package io.redispatterns.writebehind;

import io.redispatterns.codec.DecodeException;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisValue;

/**
 * The look at what is pending for an id, cut in two, so that it can travel in the same pipeline as other reads.
 *
 * <pre>{@code
 * List<RedisValue> replies = gateway.pipeline(List.of(get, pending.command(id)));
 * Pending<City> city = pending.decode(replies.get(1));
 * }</pre>
 *
 * <p>An intent is taken away when the database has it: who reads the database first and this afterwards can miss it in
 * between, who reads this first cannot.
 *
 * @param <V> the type of the values
 */
public interface PendingLookup<V> {

    /** A command whose reply tells what is pending for an id. It changes nothing and has one key. O(1). */
    Command command(String id);

    /**
     * What the reply to the command tells.
     *
     * @throws DecodeException if it has a value that cannot be read
     * @throws io.redispatterns.redis.GatewayException if it is an error, or not a reply to the command
     */
    Pending<V> decode(RedisValue reply);
}
