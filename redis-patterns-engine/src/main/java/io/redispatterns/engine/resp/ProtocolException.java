package io.redispatterns.engine.resp;

import java.nio.charset.StandardCharsets;

/** Bytes that are no command. The client is told so once and its connection ends, since nobody knows where the next command begins. */
public final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes the exception; {@code rule} is Redis's text behind "Protocol error", with bytes as Latin-1 characters. */
    ProtocolException(String rule) {
        super("ERR Protocol error: " + rule, null, false, false);
    }

    /** Returns the error reply as bytes, the same in every version of the protocol. */
    public byte[] toReply() {
        return ("-" + getMessage() + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
