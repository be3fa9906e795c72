package io.redispatterns.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A connection of its own whose server remembers each key that is read through it, and tells a {@link TrackingListener} when
 * that key changes ({@code CLIENT TRACKING} in its default mode). Safe for many threads.
 *
 * <p>It is bound to one connection: when that is lost, it is over, and {@link RedisGateway#track} makes another one. So no
 * read can go to a server that does not remember it.
 *
 * <p>Who keeps what was read has to drop it on {@link TrackingListener#onLost()}. A connection may also end without
 * anybody's noticing; a {@link #verify()} that has been answered proves that everything has been told that happened before
 * it was sent.
 */
public interface TrackedReads extends AutoCloseable {

    /**
     * Runs commands that only read, as {@link RedisGateway#pipeline} does.
     *
     * @return one reply for each command, in order
     * @throws GatewayUnavailableException if the connection is lost or closed
     */
    List<RedisValue> read(List<Command> commands);

    /**
     * Asks the server whether it still remembers the reads of this connection. The stage ends well if it says so: then
     * everything that it had to tell before it was asked has been told. It fails with a {@link GatewayException} else. Its
     * dependents may run on the thread that reads the connection: they must not block.
     */
    CompletionStage<Void> verify();

    /** Gives up the connection; nothing more is told. A second call does nothing. */
    @Override
    void close();
}
