package io.redispatterns.engine.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.redispatterns.engine.resp.ReplyBuffer;
import org.jspecify.annotations.Nullable;

/** The messages for a client that wait until its connection's turn comes. Under the engine's lock; holds nothing while empty. */
final class Outbox {

    private @Nullable ByteBuf bytes;

    /** Adds what a buffer holds, and empties the buffer. */
    void add(ReplyBuffer message, ByteBufAllocator alloc) {
        ByteBuf target = bytes == null ? alloc.directBuffer(message.length()) : bytes;
        bytes = target.writeBytes(message.array(), 0, message.length());
        message.clear();
    }

    /** Takes all messages, to be written and released by the caller; null when there are none. */
    @Nullable
    ByteBuf take() {
        ByteBuf all = bytes;
        bytes = null;
        return all;
    }

    /** Throws the messages away. */
    void drop() {
        ByteBuf all = take();
        if (all != null) {
            all.release();
        }
    }

    int length() {
        return bytes == null ? 0 : bytes.readableBytes();
    }
}
