package io.redispatterns.engine.tracking;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.RespVersion;

/** A client as far as invalidation messages are concerned. */
public interface Recipient {

    /** The protocol that the client speaks. */
    RespVersion protocol();

    /** Whether the client listens to any channel or pattern. */
    boolean isSubscribed();

    /** Gives the client a message at once: before the reply to a command of its own, if one runs. */
    void push(Reply message);

    /** Gives the client a message at once, but behind the reply to a command of its own, if one runs. */
    void pushAfterReply(Reply message);
}
