package io.redispatterns.engine.command;

import io.redispatterns.engine.reply.Reply;

/** A refusal on the way through a handler; becomes the command's error reply. Carries no stack trace: errors are everyday replies. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply.ErrorReply reply;

    CommandException(String text) {
        super(text, null, false, false);
        this.reply = new Reply.ErrorReply(text);
    }

    /** The error reply. */
    public Reply.ErrorReply reply() {
        return reply;
    }
}
