package io.redispatterns.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The way to a Redis: takes commands as values and gives replies as values, whatever Redis is behind it.
 *
 * <p>A gateway is safe for any number of threads, which share its connections. For that reason it refuses, with an
 * {@link IllegalArgumentException}, the commands that change the state of a connection or block it (see
 * {@link Command#isExclusive()}); transactions, subscriptions and tracking have methods of their own.
 *
 * <p>Every method fails with a {@link GatewayException}: {@link RedisErrorException} when the server answered with an
 * error, {@link GatewayUnavailableException} when it could not be reached, {@link GatewayTimeoutException} when its
 * answer did not come in time, {@link GatewayInterruptedException} when the calling thread was interrupted.
 */
public interface RedisGateway extends AutoCloseable {

    /**
     * Runs one command and waits for its reply.
     *
     * @return the reply; never a {@link RedisValue.ErrorValue}, which is thrown as {@link RedisErrorException}
     */
    RedisValue call(Command command);

    /**
     * Runs one command without waiting for the reply. The stage fails with the exceptions of {@link #call}, unwrapped.
     * Its dependents may run on a thread that reads replies: they must not block. Calls that do not wait for each other
     * run in no promised order; a {@link #pipeline} has one.
     */
    CompletionStage<RedisValue> callAsync(Command command);

    /**
     * Runs the commands as one batch, in order, which saves round trips but is not atomic.
     *
     * <p>The call of a {@link Script} runs in its place, whether the server knew the script before or not. It is refused
     * there with {@code NOSCRIPT}, and has not run, only if the server did not take the script from its first call in the
     * batch, which then has an error too, or if somebody empties the server's scripts while the batch runs. To run it
     * later would change the order.
     *
     * @return one reply for each command, in order; a command that the server refused has a {@link RedisValue.ErrorValue}
     *     in its place
     * @throws GatewayException if the connection failed before every reply came; some of the commands may have run
     */
    List<RedisValue> pipeline(List<Command> commands);

    /**
     * Runs the commands as one transaction ({@code MULTI … EXEC}): nothing else runs between them. The call
     * of a {@link Script} runs in its place, whether the server knew the script before or not.
     *
     * @return one reply for each command, in order; a command that failed while it ran has a {@link RedisValue.ErrorValue}
     *     in its place, and the others stay done, as Redis defines it
     * @throws RedisErrorException if the server refused to queue one of them ({@code EXECABORT}): none has run
     */
    List<RedisValue> transaction(List<Command> commands);

    /**
     * Listens to topics until the subscription is closed, across lost connections. Returns when the server has
     * confirmed every topic.
     *
     * @throws IllegalArgumentException if no topic is given
     */
    Subscription subscribe(SubscriptionListener listener, Topic... topics);

    /**
     * Opens a connection whose reads the server remembers, to tell the listener when what was read changes. It may tell before
     * this returns.
     *
     * <p>The server tells of every change, those of this gateway's other calls included: they go by other connections
     * ({@code NOLOOP} would change nothing).
     *
     * @throws TrackingUnsupportedException if the server does not do that, or this gateway does not
     */
    default TrackedReads track(TrackingListener listener) {
        throw new TrackingUnsupportedException("this gateway does not track reads", null);
    }

    /** Ends every subscription and tracking and gives up the connections. A second call does nothing. */
    @Override
    void close();
}
