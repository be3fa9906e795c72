package io.redispatterns.engine.server;

import io.netty.channel.ChannelOption;
import io.netty.channel.IoEvent;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoEvent;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/**
 * How the operating system is asked for input and output.
 *
 * @param io makes the event loop's inner part
 * @param channel the kind of the listening channel
 * @param readable tells a channel that there are bytes to read, or connections to take
 * @param writable tells a channel that the bytes which wait can be written
 * @param keepIdle the option for the seconds of silence before the first probe
 * @param keepInterval the option for the seconds between probes
 * @param keepCount the option for the number of probes without an answer
 */
record Transport(
        IoHandlerFactory io,
        Class<? extends ServerChannel> channel,
        IoEvent readable,
        IoEvent writable,
        ChannelOption<Integer> keepIdle,
        ChannelOption<Integer> keepInterval,
        ChannelOption<Integer> keepCount) {

    private static final int PROBES = 3;

    /** Returns Linux's epoll where its native library is there, else what the JDK has. */
    static Transport best() {
        return Epoll.isAvailable() ? epoll() : nio();
    }

    static Transport epoll() {
        return new Transport(
                EpollIoHandler.newFactory(),
                EpollServerSocketChannel.class,
                event(EpollIoOps.EPOLLIN),
                event(EpollIoOps.EPOLLOUT),
                EpollChannelOption.TCP_KEEPIDLE,
                EpollChannelOption.TCP_KEEPINTVL,
                EpollChannelOption.TCP_KEEPCNT);
    }

    static Transport nio() {
        return new Transport(
                NioIoHandler.newFactory(),
                NioServerSocketChannel.class,
                event(NioIoOps.READ_AND_ACCEPT),
                event(NioIoOps.WRITE),
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT));
    }

    private static EpollIoEvent event(EpollIoOps ops) {
        return () -> ops;
    }

    private static NioIoEvent event(NioIoOps ops) {
        return () -> ops;
    }

    /** Returns the options that find a dead client after {@code seconds} of silence and three probes in as long again, as Redis does. */
    Map<ChannelOption<?>, Object> keepAlive(int seconds) {
        return Map.of(
                ChannelOption.SO_KEEPALIVE,
                true,
                keepIdle,
                seconds,
                keepInterval,
                Math.max(1, seconds / PROBES),
                keepCount,
                PROBES);
    }
}
