package io.redispatterns.benchmarks.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Objects;

/** A process with callers, see {@link StampedeCallers}; it is told what to do line by line. */
final class StampedeProcess implements AutoCloseable {

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    private StampedeProcess(Process process) {
        this.process = process;
        this.orders = process.outputWriter();
        this.answers = process.inputReader();
    }

    static StampedeProcess start(Contender contender, int port, int threads) throws IOException {
        return new StampedeProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StampedeCallers.class.getName(),
                        contender.name(),
                        Integer.toString(port),
                        Integer.toString(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Returns when all callers wait for the word to go. */
    void prepare() throws IOException {
        order("prepare");
        answer();
    }

    void go() throws IOException {
        order("go");
    }

    /** What came of it, once every caller has its value. */
    Stampede result() throws IOException {
        return Stampede.parse(answer());
    }

    private void order(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        return Objects.requireNonNull(line, "the process of the callers has ended");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
