package io.redispatterns.engine.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Gives every read of an event loop the same buffer: a connection has read it to its end before the next one is read, so that a
 * connection without traffic holds none and nothing is allocated for a read. Used in one event loop only.
 */
final class SharedReceiveBuffer implements RecvByteBufAllocator {

    /** As much as one read takes; what is behind waits for the next turn of the loop, so that no client keeps it for itself. */
    static final int CAPACITY = 64 * 1024;

    private final ByteBuf buffer = Unpooled.directBuffer(CAPACITY, CAPACITY);

    @Override
    public ExtendedHandle newHandle() {
        return new OneRead();
    }

    void release() {
        buffer.release();
    }

    private final class OneRead implements ExtendedHandle {

        private int attempted;
        private int last;
        private boolean finished;

        @Override
        public ByteBuf allocate(ByteBufAllocator alloc) {
            return buffer.retain().clear();
        }

        @Override
        public int guess() {
            return CAPACITY;
        }

        @Override
        public void reset(ChannelConfig config) {
            finished = false;
        }

        @Override
        public void incMessagesRead(int count) {}

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
            finished = true;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            return !finished;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return continueReading();
        }

        @Override
        public void readComplete() {}
    }
}
