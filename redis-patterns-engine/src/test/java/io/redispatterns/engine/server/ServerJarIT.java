package io.redispatterns.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redispatterns.engine.testing.RespClient;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as users have it: {@code java -jar}. */
class ServerJarIT {

    private static final long PATIENCE_SECONDS = 60;
    private static final boolean CI = Boolean.parseBoolean(System.getenv("CI"));
    private static final Pattern READY =
            Pattern.compile("redis-patterns-engine \\S+ ready on 127\\.0\\.0\\.1:(\\d+), pid (\\d+)\n");

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private Process run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        started.add(process);
        return process;
    }

    private Process jar(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-jar", System.getProperty("server.jar")));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private String read(String stream) {
        try {
            return Files.readString(directory.resolve(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int readyPort() {
        Awaitility.await()
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() -> read("out").endsWith("\n"));
        Matcher ready = READY.matcher(read("out"));
        assertThat(ready.matches()).as(read("out")).isTrue();
        return Integer.parseInt(ready.group(1));
    }

    private static int exitStatus(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void assertRefused(Process process, String complaint) throws InterruptedException {
        assertThat(exitStatus(process)).isEqualTo(1);
        assertThat(read("err")).isEqualTo("redis-patterns-engine: " + complaint + "\n");
        assertThat(read("out")).isEmpty();
    }

    @Test
    void saysOneLineWhenReadyAndEndsWell() throws Exception {
        Process process = jar("--port", "0", "--bind", "127.0.0.1");
        int port = readyPort();
        try (RespClient client = new RespClient(port)) {
            assertThat(client.call("PING").text()).isEqualTo("PONG");
            process.destroy();
            assertThat(exitStatus(process)).isZero();
        }
        assertThat(read("out")).matches(READY);
        assertThat(read("err")).isEmpty();
    }

    @Test
    void shutdownEndsIt() throws Exception {
        Process process = jar("--port", "0");
        try (RespClient client = new RespClient(readyPort())) {
            client.send("SHUTDOWN".getBytes(StandardCharsets.UTF_8));
            assertThat(exitStatus(process)).isZero();
        }
    }

    @Test
    void readsRedisConf() throws Exception {
        Path conf = Files.writeString(directory.resolve("redis.conf"), "# mine\nport 1\nrequirepass \"a b\"\n");
        jar(conf.toString(), "--port", "0");
        try (RespClient client = new RespClient(readyPort())) {
            assertThat(client.call("PING").text()).startsWith("NOAUTH");
            assertThat(client.call("AUTH", "a b").text()).isEqualTo("OK");
        }
    }

    @Test
    void refusesATakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Process process = jar("--bind", "127.0.0.1", "--port", Integer.toString(port));
            assertThat(exitStatus(process)).isEqualTo(1);
            assertThat(read("err"))
                    .startsWith("redis-patterns-engine: cannot listen on 127.0.0.1:" + port + ": ")
                    .hasLineCount(1);
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertRefused(jar("--prot", "1"), "argument '--prot': unknown directive 'prot'; did you mean 'port'?");
        Path conf = Files.writeString(directory.resolve("redis.conf"), "\nport x\n");
        assertRefused(jar(conf.toString()), conf + " line 2: directive 'port': 'x' is not an integer");
    }

    @Test
    void tellsItsUseAndVersion() throws Exception {
        assertThat(exitStatus(jar("--help"))).isZero();
        assertThat(read("out")).startsWith("Usage: java -jar");
        assertThat(exitStatus(jar("--version"))).isZero();
        assertThat(read("out")).matches("redis-patterns-engine \\d\\S*\n");
    }

    @Test
    void redisCliWorks() throws Exception {
        String cli = tool("redis-cli");
        jar("--port", "0");
        String port = Integer.toString(readyPort());
        assertThat(toolOutput(cli, "-p", port, "set", "greeting", "hello")).isEqualTo("OK\n");
        assertThat(toolOutput(cli, "-3", "-p", port, "get", "greeting")).isEqualTo("hello\n");
    }

    @Test
    void redisBenchmarkWorks() throws Exception {
        String benchmark = tool("redis-benchmark");
        jar("--port", "0");
        String port = Integer.toString(readyPort());
        assertThat(toolOutput(benchmark, "-p", port, "-n", "1000", "-q", "-t", "ping,set,get,incr,hset,mset"))
                .contains("PING_INLINE", "SET", "GET", "INCR", "HSET", "MSET")
                .doesNotContain("Error", "ERR");
    }

    private static String tool(String name) {
        String path = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> folder + File.separator + name)
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst()
                .orElse(null);
        if (path == null && CI) {
            throw new AssertionError("no " + name + " on the PATH");
        }
        assumeTrue(path != null, "no " + name + " on the PATH");
        return path;
    }

    /** Runs a program to its end and returns what it wrote, with its lines ended as on a terminal. */
    private static String toolOutput(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(exitStatus(process)).as(output).isZero();
        return output;
    }
}
