package io.redispatterns.engine.dispatch;

import io.redispatterns.engine.command.CommandFlag;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The clients that are shown every command as it runs, in a line each as Redis's MONITOR writes it. Commands of administration are not
 * shown, nor words that are secret. Used under the engine's lock.
 */
final class Monitors {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final String SECRET = "(redacted)";
    private static final String SCRIPT = "lua";

    private final TimeSource time;
    private final List<Session> sessions = new ArrayList<>(0);

    Monitors(TimeSource time) {
        this.time = time;
    }

    void add(Session session) {
        sessions.add(session);
    }

    void remove(Session session) {
        sessions.remove(session);
    }

    /** A command is about to run: shows it if what it runs itself is to be shown behind it, as the commands of a script are. */
    void begins(Session caller, CommandSpec command, byte[][] argv) {
        if (!sessions.isEmpty() && command.is(CommandFlag.SKIP_MONITOR)) {
            show(caller, command, argv);
        }
    }

    /** A command has run. */
    void ran(Session caller, CommandSpec command, byte[][] argv) {
        if (!sessions.isEmpty() && !command.is(CommandFlag.SKIP_MONITOR) && !command.is(CommandFlag.ADMIN)) {
            show(caller, command, argv);
        }
    }

    /** Shows a command. A session that cannot take its line may be disconnected on the spot, which changes the list. */
    void show(Session caller, CommandSpec command, byte[][] argv) {
        if (!sessions.isEmpty()) {
            Reply line = new Reply.Simple(line(caller, command, argv));
            List.copyOf(sessions).forEach(session -> session.show(line));
        }
    }

    private String line(Session caller, CommandSpec command, byte[][] argv) {
        long micros = time.epochMicros();
        StringBuilder line = new StringBuilder()
                .append(String.format(Locale.ROOT, "%d.%06d", micros / MICROS_PER_SECOND, micros % MICROS_PER_SECOND))
                .append(" [")
                .append(caller.database())
                .append(' ')
                .append(caller.isScript() ? SCRIPT : caller.address())
                .append(']');
        for (int i = 0; i < argv.length; i++) {
            line.append(" \"");
            if (command.hasSecret(argv, i)) {
                line.append(SECRET);
            } else {
                appendQuoted(line, argv[i]);
            }
            line.append('"');
        }
        return line.toString();
    }

    private static void appendQuoted(StringBuilder line, byte[] word) {
        for (byte b : word) {
            switch (b) {
                case '\\', '"' -> line.append('\\').append((char) b);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                case '\b' -> line.append("\\b");
                case 7 -> line.append("\\a");
                default -> appendPlain(line, b);
            }
        }
    }

    private static void appendPlain(StringBuilder line, byte b) {
        if (b >= ' ' && b <= '~') {
            line.append((char) b);
        } else {
            line.append(String.format(Locale.ROOT, "\\x%02x", b & 0xff));
        }
    }
}
