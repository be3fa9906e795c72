package io.redispatterns.engine.server;

import io.netty.util.ResourceLeakDetector;
import io.redispatterns.engine.config.Config;
import io.redispatterns.engine.config.Directives;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** Where the program's log goes and how much of it there is: the directives {@code logfile} and {@code loglevel}. */
final class ServerLog {

    /** The loggers that are set here; held, for a logger that nobody holds forgets its settings. */
    private static final Logger ROOT = Logger.getLogger("");

    private static final Logger NETTY = Logger.getLogger("io.netty");

    private ServerLog() {}

    /**
     * Sets the JDK's logging.
     *
     * @throws IOException when the file cannot be written
     */
    static void open(Config config) throws IOException {
        String file = config.get(Directives.LOGFILE);
        Handler handler = file.isEmpty() ? new StandardError() : toFile(config.get(Directives.DIR), file);
        handler.setFormatter(new OneLine());
        handler.setLevel(Level.ALL);
        for (Handler before : ROOT.getHandlers()) {
            ROOT.removeHandler(before);
        }
        ROOT.addHandler(handler);
        ROOT.setLevel(level(config.get(Directives.LOGLEVEL)));
        NETTY.setLevel(Level.SEVERE);
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // it would look for what it may not log
    }

    private static Handler toFile(String directory, String file) throws IOException {
        Path path = Path.of(directory).resolve(file);
        try {
            return new FileHandler(path.toString().replace("%", "%%"), true);
        } catch (IOException e) {
            throw new IOException("cannot write the log file '" + path + "'", e);
        }
    }

    private static Level level(String name) {
        return switch (name) {
            case "debug" -> Level.FINER;
            case "verbose" -> Level.FINE;
            case "warning" -> Level.WARNING;
            default -> Level.INFO;
        };
    }

    /** Writes each record at once. */
    private static final class StandardError extends StreamHandler {

        StandardError() {
            super(System.err, new OneLine());
        }

        @Override
        public synchronized void publish(LogRecord record) {
            super.publish(record);
            flush();
        }
    }

    private static final class OneLine extends Formatter {

        @Override
        public String format(LogRecord record) {
            Throwable cause = record.getThrown();
            return record.getInstant() + " " + record.getLevel() + " " + formatMessage(record)
                    + (cause == null ? "" : ": " + cause) + System.lineSeparator();
        }
    }
}
