package io.redispatterns.engine.script;

import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;

/** A connection of one of the two servers that are compared; commands get one reply each. */
interface ScriptSide extends AutoCloseable {

    /** Runs a command and returns its reply as it goes over the wire. */
    RespMessage call(byte[]... words);

    @Override
    void close();

    /** Returns a new connection of a server on 127.0.0.1. */
    static ScriptSide server(int port, RespVersion version) {
        RespClient client = new RespClient(port);
        if (version == RespVersion.RESP3) {
            client.call("HELLO", "3");
        }
        return new ScriptSide() {
            @Override
            public RespMessage call(byte[]... words) {
                return client.call(words);
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    /**
     * Returns the side that is judged: a new engine in this process, or the server whose port the system property
     * {@code lua.judged.port} names. A second redis-server there shows which cases depend on chance.
     */
    static ScriptSide judged(RespVersion version) {
        Integer port = Integer.getInteger("lua.judged.port");
        return port == null ? engine(version) : server(port, version);
    }

    private static ScriptSide engine(RespVersion version) {
        RedisEngine engine = RedisEngine.open();
        CapturingSession session = new CapturingSession(engine.dispatcher());
        session.speak(version);
        return new ScriptSide() {
            @Override
            public RespMessage call(byte[]... words) {
                session.send(CommandLine.copy(words));
                return RespMessage.of(session.poll(), session.protocol());
            }

            @Override
            public void close() {
                session.close();
                engine.close();
            }
        };
    }
}
