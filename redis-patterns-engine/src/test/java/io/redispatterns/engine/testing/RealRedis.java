package io.redispatterns.engine.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real {@code redis-server} for the tests of one class, as a static {@code @RegisterExtension}. The binary is the one that the
 * system property {@code redis.server.bin} names, else the first on the PATH.
 *
 * <p>Where there is none the tests are left out and say so; with {@code CI=true} in the environment they fail.
 */
public final class RealRedis implements BeforeAllCallback, AfterAllCallback, ExecutionCondition {

    /** What a test says that was left out: the build's last lines count these. */
    public static final String MISSING = "no redis-server found on the PATH or by -Dredis.server.bin";

    private static final boolean CI = Boolean.parseBoolean(System.getenv("CI"));

    private final List<String> arguments;
    private final int port = freePort();
    private @Nullable Process process;
    private @Nullable Path directory;

    private RealRedis(List<String> arguments) {
        this.arguments = arguments;
    }

    /** Returns a server that is started before the class's tests, or by {@link #start}, with more command line arguments. */
    public static RealRedis with(String... arguments) {
        return new RealRedis(List.of(arguments));
    }

    /** Returns the server's program, if there is one on this machine. */
    public static Optional<Path> binary() {
        String named = System.getProperty("redis.server.bin");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The port, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The address as Lettuce and Spring take it. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts the server if it does not run, and waits until it answers. */
    public void start() {
        if (process != null) {
            return;
        }
        try {
            directory = Files.createTempDirectory("real-redis");
            process = new ProcessBuilder(command(directory))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(this::accepts);
    }

    /** Stops the server; what it held is gone. */
    public void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        process = null;
        running.destroy();
        try {
            if (!running.waitFor(10, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        deleteDirectory();
    }

    /** Leaves out the whole class, so that nothing of it runs without a server. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return CI || binary().isPresent()
                ? ConditionEvaluationResult.enabled("redis-server")
                : ConditionEvaluationResult.disabled(MISSING);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    private List<String> command(Path folder) {
        String program =
                binary().orElseThrow(() -> new IllegalStateException(MISSING)).toString();
        List<String> command = new ArrayList<>(List.of(program, "--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder.toString()));
        command.addAll(arguments);
        return command;
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void deleteDirectory() {
        Path folder = directory;
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
