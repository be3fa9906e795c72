package io.redispatterns.engine.command.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The processor time that this process has used, in seconds as INFO writes them.
 *
 * @param systemSeconds in the operating system
 * @param userSeconds outside it
 */
record ProcessTimes(String systemSeconds, String userSeconds) {

    /** What Linux tells of a process in one line: see proc(5). */
    private static final Path STAT = Path.of("/proc/self/stat");

    /** The units of that line, fixed in Linux's interface to programs. */
    private static final double TICKS_PER_SECOND = 100;

    /** Places of utime and stime, counted from the one behind the program's name. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    /** Reads the times; empty where the operating system has no such file. */
    static Optional<ProcessTimes> read() {
        try {
            String line = Files.readString(STAT, StandardCharsets.ISO_8859_1);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(new ProcessTimes(seconds(fields[SYSTEM]), seconds(fields[USER])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String seconds(String ticks) {
        return String.format(Locale.ROOT, "%.6f", Long.parseLong(ticks) / TICKS_PER_SECOND);
    }
}
