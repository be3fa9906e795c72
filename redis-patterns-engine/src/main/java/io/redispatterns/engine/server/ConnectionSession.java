package io.redispatterns.engine.server;

import io.redispatterns.engine.config.OutputBufferLimits.ClientClass;
import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.dispatch.Session;
import io.redispatterns.engine.reply.Reply;

/** The engine's side of a connection. */
final class ConnectionSession extends Session {

    private final Connection connection;

    ConnectionSession(Dispatcher dispatcher, Connection connection) {
        super(dispatcher);
        this.connection = connection;
    }

    long lastActiveMillis() {
        return 0;
    }

    /** Which limit holds for the output that waits. */
    ClientClass outputClass() {
        return ClientClass.NORMAL;
    }

    @Override
    protected void unblocked(Reply reply) {
        connection.unblocked(reply);
    }

    @Override
    protected void push(Reply message) {
        connection.post(message);
    }
}
