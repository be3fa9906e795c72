package io.redispatterns.engine.pubsub;

import io.redispatterns.engine.reply.Reply;

/** Somebody who takes messages. */
@FunctionalInterface
public interface Subscriber {

    /** Takes a message; called under the engine's lock and in order, perhaps in the publisher's thread: it must not wait. */
    void push(Reply message);
}
