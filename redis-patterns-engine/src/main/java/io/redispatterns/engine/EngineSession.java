package io.redispatterns.engine;

import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.dispatch.Origin;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Outcome;
import io.redispatterns.engine.reply.Postponed;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.util.Bytes;
import java.util.function.Consumer;

/**
 * A client inside the process. A call runs in the caller's thread and gives its reply as a value; an error is a reply too
 * ({@link Reply.ErrorReply}).
 *
 * <p>Like a connection it has a selected database, a transaction, subscriptions. Safe for many threads as far as they do not mind
 * sharing those.
 */
public final class EngineSession implements AutoCloseable {

    private final Dispatcher dispatcher;
    private final InProcessSession session;

    EngineSession(RedisEngine engine) {
        this.dispatcher = engine.dispatcher();
        this.session = new InProcessSession(dispatcher, engine::deliver);
        session.speak(RespVersion.RESP3);
        session.authenticated(true);
        dispatcher.connect(session);
    }

    /**
     * Runs a command. A blocking command blocks the calling thread and needs a session of its own.
     *
     * @param words the command's name and its arguments; from now on the engine's: the arrays must not be changed any more
     * @return the reply; byte arrays in it may be the engine's own and must not be changed
     */
    public Reply call(byte[]... words) {
        Outcome outcome = dispatcher.dispatch(session, words, Origin.EMBEDDED);
        if (outcome instanceof Postponed call) {
            outcome = session.await(call);
        }
        return outcome instanceof Blocked wait ? session.await(wait) : (Reply) outcome;
    }

    /** Runs a command given as texts, in UTF-8. */
    public Reply call(String... words) {
        byte[][] argv = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            argv[i] = Bytes.of(words[i]);
        }
        return call(argv);
    }

    /**
     * Sets who receives messages out of band, such as those of subscribed channels. They come one at a time and in order, in a thread
     * of the engine.
     */
    public void onPush(Consumer<Reply> receiver) {
        session.receiveWith(receiver);
    }

    /**
     * Sets who receives messages out of band, as {@link #onPush} does, but in the thread that causes them: while the command runs that
     * does, before its caller has its reply. The receiver must be quick and must not use the engine.
     */
    public void onPushAtOnce(Consumer<Reply> receiver) {
        session.receiveAtOnceWith(receiver);
    }

    /** Ends the client: its transaction, its subscriptions, its wait. */
    @Override
    public void close() {
        session.close();
    }
}
