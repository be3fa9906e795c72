package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A {@link Stampede} in a process of its own, which does as the lines of its input say. */
final class StampedeProcess implements AutoCloseable {

    private static final String READY = "ready";
    private static final String GO = "go";
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final PrintStream toIt;
    private final BufferedReader fromIt;

    private StampedeProcess(Process process) {
        this.process = process;
        this.toIt = new PrintStream(process.getOutputStream(), true, UTF_8);
        this.fromIt = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** The child: for each round it says when its threads wait, waits to be told to go, and says what they got. */
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        System.setOut(System.err);
        try (Stampede stampede = new Stampede(args[0])) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Stampede.Waiting waiting = stampede.prepare(Stampede.Round.parse(line));
                out.println(READY);
                String unused = in.readLine();
                out.println(waiting.go().line());
            }
        }
    }

    static StampedeProcess start(String uri) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-Xmx128m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                StampedeProcess.class.getName(),
                uri);
        return new StampedeProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    long pid() {
        return process.pid();
    }

    void begin(Stampede.Round round) {
        toIt.println(round.line());
    }

    void awaitReady() {
        if (!line().equals(READY)) {
            throw new IllegalStateException("the process did not get ready");
        }
    }

    void go() {
        toIt.println(GO);
    }

    Stampede.Result result() {
        return Stampede.Result.parse(line());
    }

    private String line() {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        String line = fromIt.readLine();
                        return line == null ? "the process has ended" : line;
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Ends it at once, as a crash does. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
