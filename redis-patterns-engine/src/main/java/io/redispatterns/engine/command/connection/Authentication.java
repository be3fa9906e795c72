package io.redispatterns.engine.command.connection;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.util.Bytes;
import java.security.MessageDigest;

/** Who may come in: the one user {@code default}, by the password that {@code requirepass} names, or by any when it names none. */
final class Authentication {

    static final String DEFAULT_USER = "default";

    private Authentication() {}

    /** Whether a password is asked for at all. */
    static boolean isRequired(Invocation in) {
        return !in.config().get(Directives.REQUIREPASS).isEmpty();
    }

    /**
     * Lets the client in.
     *
     * @throws CommandException when user or password are wrong; the client is then as it was before
     */
    static void authenticate(Invocation in, byte[] user, byte[] password) {
        boolean known = Bytes.text(user).equals(DEFAULT_USER);
        if (!known || (isRequired(in) && !isPassword(in, password))) {
            throw Errors.wrongPassword();
        }
        in.client().authenticated(true);
    }

    /** Compares in a time that does not tell how much of the password was right. */
    private static boolean isPassword(Invocation in, byte[] password) {
        return MessageDigest.isEqual(Bytes.of(in.config().get(Directives.REQUIREPASS)), password);
    }
}
