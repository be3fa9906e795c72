package io.redispatterns.engine.differential;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Blocked;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.RespMessage;
import java.util.ArrayList;
import java.util.List;

/** A caller of the engine whose commands get one reply each. */
interface EngineSide extends AutoCloseable {

    /** Runs a command and returns its reply as it goes over the wire. */
    RespMessage call(byte[][] words);

    @Override
    void close();

    /** Returns a client as over the network. */
    static EngineSide client(RedisEngine engine) {
        CapturingSession session = new CapturingSession(engine.dispatcher());
        return new EngineSide() {
            @Override
            public RespMessage call(byte[][] words) {
                List<Reply> replies = new ArrayList<>();
                if (session.send(CommandLine.copy(words)) instanceof Blocked) {
                    replies.add(await(session));
                }
                for (Reply reply = session.poll(); reply != null; reply = session.poll()) {
                    replies.add(reply);
                }
                if (replies.size() != 1) {
                    throw new IllegalStateException("a command got " + replies.size() + " replies: " + replies);
                }
                return RespMessage.of(replies.get(0), session.protocol());
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    /** Returns the application around the engine. */
    static EngineSide inProcess(RedisEngine engine) {
        EngineSession session = engine.session();
        return new EngineSide() {
            @Override
            public RespMessage call(byte[][] words) {
                return RespMessage.of(session.call(CommandLine.copy(words)), RespVersion.RESP3);
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    private static Reply await(CapturingSession session) {
        try {
            Reply reply = session.await();
            if (reply == null) {
                throw new IllegalStateException("the command waits and waits: it needs a timeout");
            }
            return reply;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a command waits", e);
        }
    }
}
