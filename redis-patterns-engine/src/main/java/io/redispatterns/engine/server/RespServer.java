package io.redispatterns.engine.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.dispatch.Dispatcher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An engine's door to the network: speaks Redis's protocol, versions 2 and 3, over TCP.
 *
 * <pre>{@code
 * EngineConfig config = EngineConfig.custom().set("port", "0").build();
 * try (RedisEngine engine = RedisEngine.open(config); RespServer server = RespServer.start(engine)) {
 *     int port = server.port();
 * }
 * }</pre>
 *
 * <p>Addresses, port and limits are the engine's directives {@code bind}, {@code port}, {@code maxclients} and so on. All connections
 * are served by one thread.
 */
public final class RespServer implements AutoCloseable {

    /**
     * A client that lets more bytes of replies wait than the upper number is not read from until less than the lower number wait.
     * Far more than a pipeline that is written first and read afterwards needs, as some clients do it.
     */
    private static final WriteBufferWaterMark BACK_PRESSURE = new WriteBufferWaterMark(4 << 20, 16 << 20);

    private static final System.Logger LOG = System.getLogger(RespServer.class.getName());

    private static final long CHECK_SECONDS = 1;
    private static final long CLOSING_SECONDS = 5;
    private static final String ANY = "*";

    private final SharedLoop loop;
    private final SharedReceiveBuffer receiveBuffer = new SharedReceiveBuffer();
    private @Nullable Future<?> checking;

    private RespServer(Dispatcher dispatcher, Transport transport) {
        loop = new SharedLoop(new ServerLoop(transport), dispatcher);
    }

    /**
     * Starts to serve an engine, which stays the caller's to close after the server.
     *
     * @throws IOException when an address cannot be listened on; the message names it
     */
    public static RespServer start(RedisEngine engine) throws IOException {
        return start(engine.dispatcher(), Transport.best());
    }

    static RespServer start(Dispatcher dispatcher, Transport transport) throws IOException {
        RespServer server = new RespServer(dispatcher, transport);
        try {
            server.open(transport);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void open(Transport transport) throws IOException {
        Config config = loop.config();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop.eventLoop())
                .channel(transport.channel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, config.get(Directives.TCP_BACKLOG))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, receiveBuffer)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BACK_PRESSURE)
                .childHandler(new Reception(loop, transport));
        int port = config.get(Directives.PORT);
        for (String address : config.get(Directives.BIND)) {
            boolean mayBeMissing = address.startsWith("-");
            String host = mayBeMissing ? address.substring(1) : address;
            listen(bootstrap, host, loop.doors().isEmpty() ? port : port(), mayBeMissing);
        }
        if (loop.doors().isEmpty()) {
            throw new IOException("no address to listen on: " + String.join(" ", config.get(Directives.BIND)));
        }
        checking = loop.eventLoop().scheduleAtFixedRate(this::check, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    private void listen(ServerBootstrap bootstrap, String host, int port, boolean mayBeMissing) throws IOException {
        if (host.endsWith(ANY) && listensOnAny()) {
            return;
        }
        InetSocketAddress address = host.endsWith(ANY)
                ? new InetSocketAddress(port)
                : new InetSocketAddress(InetAddress.getByName(host), port);
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (bound.isSuccess()) {
            loop.doors().add(bound.channel());
        } else if (!mayBeMissing) {
            throw new IOException(
                    "cannot listen on " + host + ":" + port + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
    }

    /** One socket for any address takes connections of IPv4 and of IPv6. */
    private boolean listensOnAny() {
        return loop.doors().stream().anyMatch(door -> address(door).getAddress().isAnyLocalAddress());
    }

    /** The port that the server listens on. */
    public int port() {
        return address().getPort();
    }

    /** The first address that the server listens on. */
    public InetSocketAddress address() {
        return address(loop.doors().get(0));
    }

    private static InetSocketAddress address(Channel door) {
        return (InetSocketAddress) door.localAddress();
    }

    /** The number of connections at this moment. */
    public int connectionCount() {
        return loop.connectionCount();
    }

    private void check() {
        long now = loop.dispatcher().engine().time().epochMillis();
        loop.connections().forEach(connection -> connection.check(now));
    }

    /**
     * Ends the server: no more connections are taken, the batch that runs is answered, and all connections end. A script that one of
     * its clients runs is stopped. Takes some seconds at most, even where a script of another's keeps the engine for itself.
     */
    @Override
    public void close() {
        if (loop.eventLoop().isShuttingDown()) {
            return;
        }
        loop.end();
        if (checking != null) {
            checking.cancel(false);
        }
        loop.doors().forEach(door -> door.close().awaitUninterruptibly(CLOSING_SECONDS, TimeUnit.SECONDS));
        loop.eventLoop().execute(() -> loop.connections().forEach(Connection::close));
        boolean ended = loop.eventLoop()
                .shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2 * CLOSING_SECONDS, TimeUnit.SECONDS);
        if (ended) {
            receiveBuffer.release();
            loop.release();
        } else {
            LOG.log(System.Logger.Level.WARNING, "the server's thread has not ended: it still waits for the engine");
        }
    }
}
