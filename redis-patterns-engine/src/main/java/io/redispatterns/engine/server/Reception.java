package io.redispatterns.engine.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.util.Bytes;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets connections in, or says why not. */
final class Reception extends ChannelInitializer<Channel> {

    private static final String FULL = "-ERR max number of clients reached\r\n";

    private static final String PROTECTED =
            "-DENIED the server is in protected mode: it has no password and takes connections from its"
                    + " own machine only. Set a password with the directive 'requirepass', or switch the protection off with"
                    + " 'CONFIG SET protected-mode no' from the same machine or with '--protected-mode no' at the start.\r\n";

    private final SharedLoop loop;
    private final Transport transport;

    Reception(SharedLoop loop, Transport transport) {
        this.loop = loop;
        this.transport = transport;
    }

    @Override
    protected void initChannel(Channel channel) {
        String refusal = refusal(channel);
        if (refusal != null) {
            channel.config().setAutoRead(false);
            channel.eventLoop().execute(() -> refuse(channel, refusal));
            return;
        }
        keepAlive(channel);
        channel.pipeline().addLast(new Connection(loop, channel));
    }

    /** Whether a browser was made to send a command, by a page that attacks a server on its user's machine. */
    static boolean isFromBrowser(byte[] commandName) {
        return Bytes.equalsIgnoreCase(commandName, "POST") || Bytes.equalsIgnoreCase(commandName, "Host:");
    }

    private static void refuse(Channel channel, String refusal) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(Bytes.of(refusal))).addListener(ChannelFutureListener.CLOSE);
    }

    private @Nullable String refusal(Channel channel) {
        Config config = loop.config();
        if (loop.connectionCount() >= config.get(Directives.MAXCLIENTS)) {
            return FULL;
        }
        boolean isOpenToAll = config.get(Directives.REQUIREPASS).isEmpty();
        return config.get(Directives.PROTECTED_MODE) && isOpenToAll && !isLocal(channel.remoteAddress())
                ? PROTECTED
                : null;
    }

    private static boolean isLocal(@Nullable SocketAddress address) {
        return !(address instanceof InetSocketAddress inet) || inet.getAddress().isLoopbackAddress();
    }

    @SuppressWarnings("unchecked")
    private void keepAlive(Channel channel) {
        int seconds = loop.config().get(Directives.TCP_KEEPALIVE);
        if (seconds > 0) {
            for (Map.Entry<ChannelOption<?>, Object> option :
                    transport.keepAlive(seconds).entrySet()) {
                channel.config().setOption((ChannelOption<Object>) option.getKey(), option.getValue());
            }
        }
    }
}
