package io.redispatterns.engine.server;

import io.netty.channel.Channel;
import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one event loop of a server, which can take a turn in the middle of another: while a command runs long in its thread, the
 * clients of all other connections are heard and answered, and new ones are let in.
 *
 * <p>The operating system cannot be asked who is ready in such an inner turn, for the answer to the same question is just being worked
 * off. So each channel is told that it is ready, as the loop itself would tell it: sockets do not block, and one that has nothing to
 * read or to write costs a system call. An inner turn is O(N) in the connections, and there are none on the ordinary way.
 */
final class ServerLoop extends SingleThreadIoEventLoop {

    /** By its registration a channel could change what it is told of; to take or give bytes it does not need one. */
    private static final @Nullable IoRegistration UNUSED = null;

    private final Transport transport;

    ServerLoop(Transport transport) {
        super(null, new DefaultThreadFactory("redis-patterns-server", true), transport.io());
        this.transport = transport;
    }

    /**
     * Serves these channels and runs all tasks. In the event loop.
     *
     * @param clients what has been connected; a channel whose bytes are just being worked off must not be among them
     * @param doors where connections arrive; after the tasks, which forget the connections that have ended and free their numbers
     */
    void innerTurn(List<Channel> clients, List<Channel> doors) {
        clients.forEach(this::serve);
        runAllTasks();
        doors.forEach(this::serve);
    }

    private void serve(Channel channel) {
        tell(channel, transport.writable());
        if (channel.config().isAutoRead()) {
            tell(channel, transport.readable());
        }
    }

    private static void tell(Channel channel, IoEvent event) {
        if (channel.isActive()) {
            ((IoHandle) channel.unsafe()).handle(UNUSED, event);
        }
    }
}
