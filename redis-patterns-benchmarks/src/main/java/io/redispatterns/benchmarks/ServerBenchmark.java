package io.redispatterns.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The server jar against a real {@code redis-server}, both under {@code redis-benchmark}, in alternating rounds: prints a table with
 * the median of each and the median of the rounds' ratios. Where {@code redis-benchmark} is slower than both servers, their rates are
 * its own; what a server can do is then told by the requests that it serves in a second of CPU time.
 *
 * <p>{@code java -cp benchmarks.jar io.redispatterns.benchmarks.ServerBenchmark <server jar> [rounds] [requests]
 * [options of the server's Java …]}
 */
public final class ServerBenchmark {

    private static final String TESTS = "get,set,incr,mset,hset";

    /** Makes five calls. */
    private static final String SCRIPT = """
            local value = redis.call('GET', KEYS[1])
            if not value then redis.call('SET', KEYS[1], ARGV[1]) else redis.call('APPEND', KEYS[1], '') end
            redis.call('STRLEN', KEYS[1])
            redis.call('EXISTS', KEYS[1])
            return redis.call('PEXPIRE', KEYS[1], 60000)
            """;

    private static final List<Integer> PIPELINES = List.of(1, 16);
    private static final int CLIENTS = 50;
    private static final int PIPELINED_FACTOR = 5;
    private static final String CPU = "requests for each second of the server's CPU";
    private static final double NANOS_PER_SECOND = 1e9;

    private final int requests;

    /** Requests per second by test, a list entry for each round. */
    private final Map<String, List<Double>> ours = new LinkedHashMap<>();

    private final Map<String, List<Double>> theirs = new LinkedHashMap<>();

    private ServerBenchmark(int requests) {
        this.requests = requests;
    }

    /** Runs the rounds. */
    public static void main(String[] args) throws IOException, InterruptedException {
        String jar = args.length > 0 ? args[0] : findJar();
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        int requests = args.length > 2 ? Integer.parseInt(args[2]) : 300_000;
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ServerBenchmark benchmark = new ServerBenchmark(requests);
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(Arrays.asList(args).subList(Math.min(3, args.length), args.length));
        command.addAll(List.of("-jar", jar));
        try (RedisServerProcess engine = RedisServerProcess.start(command.toArray(String[]::new));
                RedisServerProcess redis = RedisServerProcess.start("redis-server")) {
            benchmark.run(engine, redis, rounds);
        }
        benchmark.print();
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

    private void run(RedisServerProcess engine, RedisServerProcess redis, int rounds)
            throws IOException, InterruptedException {
        for (int pipeline : PIPELINES) {
            measure(engine, pipeline, new LinkedHashMap<>());
            measure(redis, pipeline, new LinkedHashMap<>());
            for (int round = 0; round < rounds; round++) {
                measure(engine, pipeline, ours);
                measure(redis, pipeline, theirs);
            }
        }
    }

    private void measure(RedisServerProcess server, int pipeline, Map<String, List<Double>> results)
            throws IOException, InterruptedException {
        int count = pipeline == 1 ? requests : requests * PIPELINED_FACTOR;
        Duration cpuBefore = server.cpuTime();
        Map<String, Double> rates = rates(server.port(), pipeline, count);
        double cpuNanos = server.cpuTime().minus(cpuBefore).toNanos();
        rates.forEach((test, rate) -> add(results, test + ", pipeline " + pipeline, rate));
        add(results, CPU + ", pipeline " + pipeline, NANOS_PER_SECOND * rates.size() * count / cpuNanos);
    }

    private static void add(Map<String, List<Double>> results, String test, double rate) {
        results.computeIfAbsent(test, key -> new ArrayList<>()).add(rate);
    }

    private static Map<String, Double> rates(int port, int pipeline, int count)
            throws IOException, InterruptedException {
        Map<String, Double> rates = rates(port, pipeline, count, List.of("-t", TESTS));
        String digest = run(List.of("redis-cli", "-p", Integer.toString(port), "SCRIPT", "LOAD", SCRIPT))
                .trim();
        rates.putAll(rates(port, pipeline, count, List.of("EVALSHA", digest, "1", "script:__rand_int__", "x")));
        return rates;
    }

    private static Map<String, Double> rates(int port, int pipeline, int count, List<String> what)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("redis-benchmark", "-h", "127.0.0.1", "-p", Integer.toString(port)));
        command.addAll(List.of("-n", Integer.toString(count), "-c", Integer.toString(CLIENTS)));
        command.addAll(List.of("-P", Integer.toString(pipeline), "-r", "100000", "--csv"));
        command.addAll(what);
        Map<String, Double> rates = new LinkedHashMap<>();
        for (String line : run(command).split("\n")) {
            String[] cells = line.replace("\"", "").split(",");
            if (cells.length > 1 && !"test".equals(cells[0])) {
                rates.put(cells[0].replaceAll(" .*", ""), Double.parseDouble(cells[1]));
            }
        }
        return rates;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " failed: " + output);
        }
        return output;
    }

    private void print() {
        System.out.println("| test | engine, requests/s | redis-server, requests/s | ratio |");
        System.out.println("|---|---:|---:|---:|");
        ours.forEach((test, rates) -> {
            List<Double> rival = theirs.getOrDefault(test, List.of());
            double[] ratios = new double[Math.min(rates.size(), rival.size())];
            Arrays.setAll(ratios, i -> rates.get(i) / rival.get(i));
            System.out.printf(
                    Locale.ROOT, "| %s | %,.0f | %,.0f | %.2f |%n", test, median(rates), median(rival), median(ratios));
        });
    }

    private static double median(List<Double> values) {
        return median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
