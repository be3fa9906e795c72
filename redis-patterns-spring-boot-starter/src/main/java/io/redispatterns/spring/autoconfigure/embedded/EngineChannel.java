package io.redispatterns.spring.autoconfigure.embedded;

import io.lettuce.core.RedisChannelWriter;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.ConnectionFacade;
import io.lettuce.core.protocol.PushHandler;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.resp.RespDecoder;
import io.redispatterns.engine.resp.RespLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is below a Lettuce connection: commands run in the engine, in the thread that writes them, and are complete when
 * the write returns. A blocking command blocks that thread. What the engine pushes comes in a thread of the engine.
 */
final class EngineChannel implements RedisChannelWriter, PushHandler {

    private static final RespLimits LIMITS = new RespLimits(Integer.MAX_VALUE, true);
    private static final int USUAL_COMMAND_BYTES = 256;

    private final EngineSession session;
    private final ClientResources resources;
    private final Consumer<Reply.Push> subscriptions;
    private final List<PushListener> listeners = new CopyOnWriteArrayList<>();

    /** Keeps messages behind the confirmations of their subscriptions. */
    private final ReentrantLock pushOrder = new ReentrantLock();

    /** The commands written but not flushed, while flushing is left to the caller. */
    private final Queue<RedisCommand<?, ?, ?>> unflushed = new ArrayDeque<>();

    private volatile boolean autoFlush = true;
    private volatile boolean closed;

    /**
     * A channel.
     *
     * @param subscriptions is told of what the engine pushes
     */
    EngineChannel(EngineSession session, ClientResources resources, Consumer<Reply.Push> subscriptions) {
        this.session = session;
        this.resources = resources;
        this.subscriptions = subscriptions;
        session.onPush(this::receive);
    }

    @Override
    public <K, V, T> RedisCommand<K, V, T> write(RedisCommand<K, V, T> command) {
        if (autoFlush) {
            run(command);
        } else {
            synchronized (unflushed) {
                unflushed.add(command);
            }
        }
        return command;
    }

    @Override
    public <K, V> Collection<RedisCommand<K, V, ?>> write(Collection<? extends RedisCommand<K, V, ?>> commands) {
        List<RedisCommand<K, V, ?>> written = new ArrayList<>(commands);
        written.forEach(this::write);
        return written;
    }

    @Override
    public void flushCommands() {
        for (RedisCommand<?, ?, ?> command = nextUnflushed(); command != null; command = nextUnflushed()) {
            run(command);
        }
    }

    @Override
    public void setAutoFlushCommands(boolean autoFlush) {
        this.autoFlush = autoFlush;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            session.close();
        }
    }

    @Override
    public CompletableFuture<Void> closeAsync() {
        close();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void setConnectionFacade(ConnectionFacade connection) {
        // The connection is never lost, so there is nothing to tell it.
    }

    @Override
    public ClientResources getClientResources() {
        return resources;
    }

    @Override
    public void addListener(PushListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(PushListener listener) {
        listeners.remove(listener);
    }

    @Override
    public Collection<PushListener> getPushListeners() {
        return listeners;
    }

    private @Nullable RedisCommand<?, ?, ?> nextUnflushed() {
        synchronized (unflushed) {
            return unflushed.poll();
        }
    }

    private void run(RedisCommand<?, ?, ?> command) {
        if (command.isDone()) {
            return;
        }
        if (closed) {
            command.completeExceptionally(new RedisException("Connection is closed"));
            return;
        }
        try {
            answer(command, session.call(argv(command)));
        } catch (RuntimeException e) {
            command.completeExceptionally(e);
        }
    }

    private static byte[][] argv(RedisCommand<?, ?, ?> command) {
        ByteBuf buffer = Unpooled.buffer(USUAL_COMMAND_BYTES);
        command.encode(buffer);
        RespDecoder decoder = new RespDecoder();
        decoder.feed(
                buffer.array(),
                buffer.arrayOffset() + buffer.readerIndex(),
                buffer.arrayOffset() + buffer.writerIndex());
        byte[][] words = decoder.next(LIMITS);
        if (words == null) {
            throw new RedisException("a command without end: " + command.getType());
        }
        return words;
    }

    private void answer(RedisCommand<?, ?, ?> command, Reply reply) {
        CommandOutput<?, ?, ?> output = command.getOutput();
        if (reply instanceof Reply.Push confirmation) {
            receive(confirmation);
        } else if (reply instanceof Reply.Several confirmations) {
            confirmations.items().forEach(this::receive);
        } else if (output != null) {
            ReplyFeeder.feed(reply, output);
        }
        command.complete();
    }

    private void receive(Reply message) {
        if (message instanceof Reply.Push push) {
            pushOrder.lock();
            try {
                subscriptions.accept(push);
                EnginePush told = new EnginePush(push);
                listeners.forEach(listener -> listener.onPushMessage(told));
            } finally {
                pushOrder.unlock();
            }
        }
    }
}
