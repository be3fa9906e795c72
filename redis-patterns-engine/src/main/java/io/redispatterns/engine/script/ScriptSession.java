package io.redispatterns.engine.script;

import io.redispatterns.engine.dispatch.Dispatcher;
import io.redispatterns.engine.dispatch.Session;
import io.redispatterns.engine.reply.Reply;

/** The client that scripts run commands as: it has a database and a protocol of its own, and nobody is behind it. */
final class ScriptSession extends Session {

    ScriptSession(Dispatcher dispatcher) {
        super(dispatcher);
        authenticated(true);
    }

    @Override
    public boolean isScript() {
        return true;
    }

    /** Never: a script does not wait. */
    @Override
    protected void unblocked(Reply reply) {}

    /** Never: a script does not subscribe. */
    @Override
    protected void push(Reply message) {}

    /** There is no connection. */
    @Override
    public void hangUp() {}
}
