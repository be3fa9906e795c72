package io.redispatterns.engine.server;

import io.netty.channel.EventLoop;
import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.resp.ReplyBuffer;
import io.redispatterns.engine.resp.RespEncoder;
import io.redispatterns.engine.resp.RespLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the connections of a server share: the event loop that serves them all, and its buffers, so that a connection needs none of
 * its own while nothing happens on it.
 */
final class SharedLoop {

    private static final RespLimits BEFORE_LOGIN = new RespLimits(Long.MAX_VALUE, false);

    private final EventLoop eventLoop;
    private final Dispatcher dispatcher;
    private final Set<Connection> connections = new HashSet<>();
    /** Written in the event loop, read by anybody. */
    private volatile int connectionCount;

    private RespLimits afterLogin = new RespLimits(0, true);

    /** The bytes of the read that is being served. In the event loop only. */
    final byte[] input = new byte[SharedReceiveBuffer.CAPACITY];

    /** The replies of the batch that is being served. In the event loop only. */
    final ReplyBuffer replies = new ReplyBuffer();

    final RespEncoder replyEncoder = new RespEncoder(replies);

    /** A message for a connection that is not being served. Under the engine's lock only. */
    final ReplyBuffer message = new ReplyBuffer();

    final RespEncoder messageEncoder = new RespEncoder(message);

    SharedLoop(EventLoop eventLoop, Dispatcher dispatcher) {
        this.eventLoop = eventLoop;
        this.dispatcher = dispatcher;
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Config config() {
        return dispatcher.engine().config();
    }

    /** What a client may send now. Under the engine's lock only. */
    RespLimits limits(boolean authenticated) {
        if (!authenticated) {
            return BEFORE_LOGIN;
        }
        long maxBulkLength = config().get(Directives.PROTO_MAX_BULK_LEN);
        if (afterLogin.maxBulkLength() != maxBulkLength) {
            afterLogin = new RespLimits(maxBulkLength, true);
        }
        return afterLogin;
    }

    void add(Connection connection) {
        connections.add(connection);
        connectionCount = connections.size();
    }

    void remove(Connection connection) {
        connections.remove(connection);
        connectionCount = connections.size();
    }

    int connectionCount() {
        return connectionCount;
    }

    /** The connections of this moment. In the event loop only. */
    List<Connection> connections() {
        return List.copyOf(connections);
    }
}
