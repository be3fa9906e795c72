package io.redispatterns.engine.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.config.OutputBufferLimits.ClientClass;
import io.redispatterns.engine.config.OutputBufferLimits.Limit;

/** Notices a client that does not take its output: too many bytes wait, or many bytes for too long. */
final class OutputWatch {

    private static final long NOT_OVER = -1;
    private static final long MILLIS = 1000;

    private final SharedLoop loop;
    private final Channel channel;
    private long overSoftSinceMillis = NOT_OVER;

    OutputWatch(SharedLoop loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /**
     * Whether the connection has to end. Under the engine's lock.
     *
     * @param unwrittenBytes how many bytes have not even been written to the channel
     */
    boolean isExceeded(ClientClass clientClass, long unwrittenBytes) {
        Limit limit = loop.config().get(Directives.CLIENT_OUTPUT_BUFFER_LIMIT).of(clientClass);
        ChannelOutboundBuffer written = channel.unsafe().outboundBuffer();
        long waitingBytes = unwrittenBytes + (written == null ? 0 : written.totalPendingWriteBytes());
        return isExceeded(waitingBytes, limit, loop.dispatcher().engine().time().epochMillis());
    }

    private boolean isExceeded(long waitingBytes, Limit limit, long nowMillis) {
        if (limit.hardBytes() > 0 && waitingBytes > limit.hardBytes()) {
            return true;
        }
        if (limit.softBytes() == 0 || waitingBytes <= limit.softBytes()) {
            overSoftSinceMillis = NOT_OVER;
            return false;
        }
        if (overSoftSinceMillis == NOT_OVER) {
            overSoftSinceMillis = nowMillis;
        }
        return nowMillis - overSoftSinceMillis > limit.softSeconds() * MILLIS;
    }
}
