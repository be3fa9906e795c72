package io.redispatterns.engine.command.connection;

import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.util.Bytes;

/** What a client may be called: texts that can stand in CLIENT LIST, where blanks and line breaks separate. */
final class ClientText {

    private ClientText() {}

    /** Returns the text, or fails with an error about {@code what} when it holds anything but printable ASCII signs. */
    static String check(byte[] text, String what) {
        for (byte b : text) {
            if (b < '!' || b > '~') {
                throw Errors.notPrintable(what);
            }
        }
        return Bytes.text(text);
    }
}
