package io.redispatterns.engine.testing;

import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.dispatch.Origin;
import io.redispatterns.engine.dispatch.Session;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client of a dispatcher that keeps what it is sent: replies in {@link #send}'s order and messages out of band. */
public final class CapturingSession extends Session implements AutoCloseable {

    private final Dispatcher dispatcher;
    private final BlockingQueue<Reply> received = new LinkedBlockingQueue<>();
    private final List<Reply> late = new ArrayList<>();

    /** Connects, as over the network. */
    public CapturingSession(Dispatcher dispatcher) {
        super(dispatcher, "127.0.0.1:0", "127.0.0.1:0");
        this.dispatcher = dispatcher;
        dispatcher.connect(this);
    }

    @Override
    public void hangUp() {
        dispatcher.disconnect(this);
    }

    /** Runs a command; its reply, if there is one already, is received. */
    public Outcome send(byte[]... words) {
        Outcome outcome = dispatcher.dispatch(this, words, Origin.CLIENT);
        if (outcome instanceof Reply reply) {
            receive(reply);
        }
        return outcome;
    }

    private void receive(Reply reply) {
        if (reply instanceof Reply.Several several) {
            received.addAll(several.items());
        } else {
            received.add(reply);
        }
        received.addAll(late);
        late.clear();
    }

    /** Runs a command given as texts, in UTF-8. */
    public Outcome send(String... words) {
        return send(Stream.of(words).map(Bytes::of).toArray(byte[][]::new));
    }

    /** Takes the next thing received, or null when there is nothing now. */
    public @Nullable Reply poll() {
        return received.poll();
    }

    /** Takes the next thing received; null when nothing comes in ten seconds. */
    public @Nullable Reply await() throws InterruptedException {
        return received.poll(10, TimeUnit.SECONDS);
    }

    @Override
    protected void unblocked(Reply reply) {
        receive(reply);
    }

    @Override
    protected void push(Reply message) {
        received.add(message);
    }

    @Override
    protected void pushAfterReply(Reply message) {
        late.add(message);
    }

    /** Disconnects. */
    @Override
    public void close() {
        dispatcher.disconnect(this);
    }
}
