package io.redispatterns.backend;

import io.redispatterns.redis.Command;
import java.util.List;

/** The rule of which commands may be sent, on a connection that others use too. */
public final class Admission {

    private Admission() {}

    /** Refuses a command that would change or hold up the shared connection, or is not complete. */
    public static void check(Command command) {
        if (command.isExclusive()) {
            throw new IllegalArgumentException(
                    command.name() + " cannot run on a shared connection: it changes the connection or blocks it");
        }
        command.requireComplete();
    }

    /** Refuses a batch with such a command. */
    public static void check(List<Command> commands) {
        commands.forEach(Admission::check);
    }
}
