package io.redispatterns.engine.server;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import io.redispatterns.engine.config.OutputBufferLimits.ClientClass;
import io.redispatterns.engine.dispatch.Session;
import io.redispatterns.engine.reply.Reply;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The engine's side of a connection. */
final class ConnectionSession extends Session {

    private final SharedLoop loop;
    private final Connection connection;

    ConnectionSession(SharedLoop loop, Connection connection, Channel channel) {
        super(loop.dispatcher(), text(channel.remoteAddress()), text(channel.localAddress()));
        this.loop = loop;
        this.connection = connection;
    }

    /** Which limit holds for the output that waits. */
    ClientClass outputClass() {
        return subscriptions().isEmpty() ? ClientClass.NORMAL : ClientClass.PUBSUB;
    }

    @Override
    public void hangUp() {
        connection.hangUp();
    }

    @Override
    public void serveOthers() {
        connection.serveOthers();
    }

    @Override
    public boolean isEnding() {
        return loop.isEnding();
    }

    @Override
    protected void unblocked(Reply reply) {
        connection.unblocked(reply);
    }

    @Override
    protected void push(Reply message) {
        connection.post(message);
    }

    @Override
    protected void pushAfterReply(Reply message) {
        connection.postAfterReply(message);
    }

    private static String text(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? NetUtil.toSocketAddressString(inet)
                : String.valueOf(address);
    }
}
