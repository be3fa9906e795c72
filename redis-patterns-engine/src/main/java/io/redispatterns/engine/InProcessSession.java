package io.redispatterns.engine;

import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.dispatch.Session;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Postponed;
import io.redispatterns.engine.reply.Reply;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The session behind {@link EngineSession}: hands a blocked caller its reply, and messages out of band to the receiver. */
final class InProcessSession extends Session {

    private static final String ADDRESS = "in-process:0";
    private static final Reply CLOSED = new Reply.ErrorReply("ERR the session was closed while it waited");

    private static final Reply INTERRUPTED =
            new Reply.ErrorReply("ERR the caller was interrupted while clients were paused");

    private final Dispatcher dispatcher;
    private final Executor delivery;
    private final BlockingQueue<Reply> awaited = new ArrayBlockingQueue<>(1);
    private volatile Consumer<Reply> receiver = message -> {};

    InProcessSession(Dispatcher dispatcher, Executor delivery) {
        super(dispatcher, ADDRESS, ADDRESS);
        this.dispatcher = dispatcher;
        this.delivery = delivery;
    }

    void receiveWith(Consumer<Reply> newReceiver) {
        receiver = message -> delivery.execute(() -> newReceiver.accept(message));
    }

    void receiveAtOnceWith(Consumer<Reply> newReceiver) {
        receiver = newReceiver;
    }

    /** Waits for the reply of a blocked command; an interrupt ends the wait as its timeout would, and stays set. */
    Reply await(Blocked wait) {
        try {
            return awaited.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            dispatcher.cancelWait(this);
            Reply justInTime = awaited.poll();
            return justInTime == null ? wait.onTimeout() : justInTime;
        }
    }

    /** Waits for the outcome of a postponed call; an interrupt takes the call back, and stays set. */
    Outcome await(Postponed call) {
        try {
            return call.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            dispatcher.withdraw(call);
            Outcome justInTime = call.outcome();
            return justInTime == null ? INTERRUPTED : justInTime;
        }
    }

    /** Ends the session; a thread that waits in it gets an error. */
    void close() {
        dispatcher.locked(() -> {
            if (dispatcher.isWaiting(this)) {
                dispatcher.cancelWait(this);
                awaited.add(CLOSED);
            }
            dispatcher.disconnect(this);
        });
    }

    /**
     * There is no connection to lose: the session is set back to how a new one would be, and goes on. A thread that waits in it gets
     * an error.
     */
    @Override
    public void hangUp() {
        close();
        reset();
        authenticated(true);
        dispatcher.connect(this);
    }

    @Override
    protected void unblocked(Reply reply) {
        awaited.add(reply);
    }

    @Override
    protected void resumed(Postponed call, Outcome outcome) {
        call.complete(outcome);
    }

    @Override
    protected void push(Reply message) {
        receiver.accept(message);
    }
}
