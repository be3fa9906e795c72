package io.redispatterns.engine.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.resp.ReplyBuffer;
import io.redispatterns.engine.resp.RespEncoder;
import io.redispatterns.engine.resp.RespLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the connections of a server share: the event loop that serves them all, and its buffers, so that a connection needs none of
 * its own while nothing happens on it.
 */
final class SharedLoop {

    private static final int OUTPUT_CAPACITY = 64 * 1024;
    private static final RespLimits BEFORE_LOGIN = new RespLimits(Long.MAX_VALUE, false);

    private final ServerLoop eventLoop;
    private final Dispatcher dispatcher;
    private final Set<Connection> connections = new HashSet<>();
    /** Written in the event loop, read by anybody. */
    private volatile int connectionCount;

    private final List<Channel> doors = new CopyOnWriteArrayList<>();

    private volatile boolean ending;

    private RespLimits afterLogin = new RespLimits(0, true);

    /** The bytes of the read that is being served. In the event loop only. */
    final byte[] input = new byte[SharedReceiveBuffer.CAPACITY];

    /** The replies of the batch that is being served. In the event loop only. */
    final ReplyBuffer replies = new ReplyBuffer();

    final RespEncoder replyEncoder = new RespEncoder(replies);

    /** A message for a connection that is not being served. Under the engine's lock only. */
    final ReplyBuffer message = new ReplyBuffer();

    final RespEncoder messageEncoder = new RespEncoder(message);

    /** The bytes of the last write, if they have left: then they make room for the next. In the event loop only. */
    private final ByteBuf output = Unpooled.directBuffer(OUTPUT_CAPACITY, OUTPUT_CAPACITY);

    SharedLoop(ServerLoop eventLoop, Dispatcher dispatcher) {
        this.eventLoop = eventLoop;
        this.dispatcher = dispatcher;
    }

    ServerLoop eventLoop() {
        return eventLoop;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Config config() {
        return dispatcher.engine().config();
    }

    /**
     * Returns the replies of the batch for writing: in a buffer that is always the same, unless they are large or a client has not
     * taken its last bytes yet. In the event loop only.
     */
    ByteBuf takeReplies() {
        int length = replies.length();
        boolean fits = length <= OUTPUT_CAPACITY && output.refCnt() == 1;
        ByteBuf bytes = fits ? output.retain().clear() : ByteBufAllocator.DEFAULT.directBuffer(length);
        bytes.writeBytes(replies.array(), 0, length);
        replies.clear();
        return bytes;
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

    /** Where connections arrive, as far as they have been opened. For any thread. */
    List<Channel> doors() {
        return doors;
    }

    /** Makes commands that run long stop. From any thread. */
    void end() {
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    /** Serves all connections but one, whose command is in the middle of its run, and lets new ones in. In the event loop only. */
    void serveOthers(Connection busy) {
        List<Channel> others = connections.stream()
                .filter(connection -> !connection.equals(busy))
                .map(Connection::channel)
                .toList();
        eventLoop.innerTurn(others, doors);
    }

    void add(Connection connection) {
        connections.add(connection);
        connectionCount = connections.size();
    }

    void remove(Connection connection) {
        connections.remove(connection);
        connectionCount = connections.size();
    }

    /** Gives the buffers back once the event loop has ended. */
    void release() {
        output.release();
    }

    int connectionCount() {
        return connectionCount;
    }

    /** The connections of this moment. In the event loop only. */
    List<Connection> connections() {
        return List.copyOf(connections);
    }
}
