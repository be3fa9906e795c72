package io.redispatterns.engine.testing;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says in the last lines of a build how many tests were left out for want of a real redis-server, and how to bring them back. Run
 * inside Maven's own process at the end of the last module; the lines come when that process ends, below Maven's summary.
 */
public final class LeftOutTests {

    private LeftOutTests() {}

    /** Looks through the test reports below the directory given as the first argument. */
    public static void main(String[] args) {
        long leftOut = count(Path.of(args[0]));
        if (leftOut > 0) {
            Runtime.getRuntime().addShutdownHook(new Thread(rootGroup(), () -> print(leftOut)));
        }
    }

    /** The group of this thread may be gone when the hook runs: whoever runs this inside Maven clears it away. */
    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /** Maven's own output is closed by then: the lines go to the standard output itself. */
    private static void print(long leftOut) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println(leftOut + " tests were left out: " + RealRedis.MISSING + ".");
        out.println(
                "To run them too: apt-get install redis-server (or your system's package of Redis 7), then ./mvnw verify");
    }

    private static long count(Path root) {
        try (Stream<Path> modules = Files.list(root)) {
            return modules.flatMap(module -> Stream.of("surefire-reports", "failsafe-reports")
                            .map(reports -> module.resolve("target").resolve(reports)))
                    .filter(Files::isDirectory)
                    .mapToLong(LeftOutTests::countIn)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reports have a line for each test that was left out. */
    private static long countIn(Path reports) {
        try (Stream<Path> files = Files.list(reports)) {
            return files.filter(file -> file.toString().endsWith(".xml"))
                    .flatMap(LeftOutTests::lines)
                    .filter(line -> line.contains("<skipped") && line.contains(RealRedis.MISSING))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
