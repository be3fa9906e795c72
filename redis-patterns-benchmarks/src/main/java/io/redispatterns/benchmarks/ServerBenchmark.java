package io.redispatterns.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server jar against a real {@code redis-server}, both under {@code redis-benchmark}, in alternating rounds: prints a table with
 * the median of each and the median of the rounds' ratios. Where {@code redis-benchmark} is slower than both servers, their rates are
 * its own; what a server can do is then told by the requests that it serves in a second of CPU time.
 *
 * <p>{@code java -cp benchmarks.jar io.redispatterns.benchmarks.ServerBenchmark <server jar> [rounds] [requests] [suites]
 * [options of the server's Java …]}; suites are names of {@link ServerSuite} with commas in between, or {@code all}.
 */
public final class ServerBenchmark {

    private static final List<Integer> PIPELINES = List.of(1, 16);
    private static final int PIPELINED_FACTOR = 5;

    private final RatioTable table = new RatioTable();
    private final int rounds;
    private final int requests;

    private ServerBenchmark(int rounds, int requests) {
        this.rounds = rounds;
        this.requests = requests;
    }

    /** Runs the rounds. */
    public static void main(String[] args) throws IOException, InterruptedException {
        String jar = args.length > 0 ? args[0] : findJar();
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        int requests = args.length > 2 ? Integer.parseInt(args[2]) : 100_000;
        List<ServerSuite> suites = ServerSuite.named(args.length > 3 ? args[3] : "all");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ServerBenchmark benchmark = new ServerBenchmark(rounds, requests);
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(Arrays.asList(args).subList(Math.min(4, args.length), args.length));
        command.addAll(List.of("-jar", jar));
        try (RedisServerProcess engine = RedisServerProcess.start(command.toArray(String[]::new));
                RedisServerProcess redis = RedisServerProcess.start("redis-server")) {
            for (ServerSuite suite : suites) {
                benchmark.run(suite, engine, redis);
            }
        }
        benchmark.table.print("requests/s");
    }

    private static String findJar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("redis-patterns-engine", "target"))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith("-server.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IOException("no server jar in redis-patterns-engine/target: build it first"));
        }
    }

    private void run(ServerSuite suite, RedisServerProcess engine, RedisServerProcess redis)
            throws IOException, InterruptedException {
        suite.load(engine);
        suite.load(redis);
        for (int pipeline : PIPELINES) {
            int count = pipeline == 1 ? requests : requests * PIPELINED_FACTOR;
            suite.run(engine, pipeline, count);
            suite.run(redis, pipeline, count);
            for (int round = 0; round < rounds; round++) {
                suite.run(engine, pipeline, count).forEach(table::ours);
                suite.run(redis, pipeline, count).forEach(table::theirs);
            }
        }
    }
}
