package io.redispatterns.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tests that run against servers with the same data. */
enum ServerSuite {
    /** All of redis-benchmark's own tests but those that read ranges of a list. */
    OWN(1, 100_000) {
        @Override
        Map<String, List<String>> tests(int port) {
            return Map.of(
                    "",
                    List.of(
                            "-t",
                            "ping_inline,ping_mbulk,set,get,incr,lpush,rpush,lpop,rpop,sadd,hset,spop,zadd,zpopmin,mset"));
        }
    },

    /** Ranges of a list. */
    RANGES(10, 100_000) {
        @Override
        Map<String, List<String>> tests(int port) {
            return Map.of("", List.of("-t", "lrange_100,lrange_300,lrange_500,lrange_600"));
        }
    },

    /** A script of five calls. */
    SCRIPTS(1, 100_000) {
        @Override
        Map<String, List<String>> tests(int port) throws IOException, InterruptedException {
            return Map.of(
                    "EVALSHA",
                    List.of("EVALSHA", RedisTools.loadScript(port, FIVE_CALLS), "1", "script:" + RANDOM, "x"));
        }
    },

    /** A sorted set with a million members. */
    SORTED_SET(1, 1_000_000) {
        @Override
        Map<String, List<String>> tests(int port) {
            Map<String, List<String>> tests = new LinkedHashMap<>();
            tests.put("ZADD, a million", List.of("ZADD", "ranking", RANDOM, "member:" + RANDOM));
            tests.put("ZRANK, a million", List.of("ZRANK", "ranking", "member:" + RANDOM));
            tests.put("ZSCORE, a million", List.of("ZSCORE", "ranking", "member:" + RANDOM));
            tests.put("ZRANGE of 10, a million", List.of("ZRANGE", "ranking", "500000", "500009"));
            tests.put(
                    "ZRANGE BYSCORE of 10, a million",
                    List.of("ZRANGE", "ranking", RANDOM, "+inf", "BYSCORE", "LIMIT", "0", "10"));
            return tests;
        }

        @Override
        Stream<List<String>> data() {
            return IntStream.range(0, 1_000_000)
                    .mapToObj(i -> List.of("ZADD", "ranking", Integer.toString(i), member(i)));
        }
    },

    /** A stream and a group that reads it. */
    STREAM(1, 100_000) {
        @Override
        Map<String, List<String>> tests(int port) {
            Map<String, List<String>> tests = new LinkedHashMap<>();
            tests.put("XADD", List.of("XADD", "events", "*", "type", "visit", "place", RANDOM));
            tests.put(
                    "XREADGROUP of one",
                    List.of("XREADGROUP", "GROUP", "workers", "one", "COUNT", "1", "STREAMS", "events", ">"));
            return tests;
        }

        @Override
        Stream<List<String>> data() {
            return Stream.of(List.of("XGROUP", "CREATE", "events", "workers", "$", "MKSTREAM"));
        }

        @Override
        void reset(RedisServerProcess server) throws IOException, InterruptedException {
            RedisTools.call(server.port(), "DEL", "events");
            load(server);
        }
    },

    /** Two sets of 100,000 members, half of which they share. */
    ALGEBRA(2000, 100_000) {
        @Override
        Map<String, List<String>> tests(int port) {
            Map<String, List<String>> tests = new LinkedHashMap<>();
            tests.put("SINTER, 100,000 each", List.of("SINTER", "left", "right"));
            tests.put("SINTERCARD, 100,000 each", List.of("SINTERCARD", "2", "left", "right"));
            return tests;
        }

        @Override
        Stream<List<String>> data() {
            return IntStream.range(0, 100_000)
                    .boxed()
                    .flatMap(i -> Stream.of(
                            List.of("SADD", "left", member(i)), List.of("SADD", "right", member(i + 50_000))));
        }
    };

    private static final int CLIENTS = 50;
    private static final int MIN_COUNT = 50;
    private static final String RANDOM = "__rand_int__";
    private static final double NANOS_PER_SECOND = 1e9;

    private static final String FIVE_CALLS = """
            local value = redis.call('GET', KEYS[1])
            if not value then redis.call('SET', KEYS[1], ARGV[1]) else redis.call('APPEND', KEYS[1], '') end
            redis.call('STRLEN', KEYS[1])
            redis.call('EXISTS', KEYS[1])
            return redis.call('PEXPIRE', KEYS[1], 60000)
            """;

    private final int cost;
    private final int range;

    /**
     * Makes a suite.
     *
     * @param cost how much longer a request takes than a simple one: so many fewer are made
     * @param range the random numbers in requests are below this
     */
    ServerSuite(int cost, int range) {
        this.cost = cost;
        this.range = range;
    }

    /** Returns redis-benchmark's arguments by the test's name; under the name "" they are tests of its own, which have their names. */
    abstract Map<String, List<String>> tests(int port) throws IOException, InterruptedException;

    /** The commands that make what the tests find. */
    Stream<List<String>> data() {
        return Stream.empty();
    }

    /** What a round needs to begin as the one before. */
    void reset(RedisServerProcess server) throws IOException, InterruptedException {
        if (data().findAny().isEmpty()) {
            RedisTools.call(server.port(), "FLUSHALL");
        }
    }

    /** Returns suites by their names, with commas in between. */
    static List<ServerSuite> named(String names) {
        return names.equals("all")
                ? List.of(values())
                : Arrays.stream(names.toUpperCase(Locale.ROOT).split(","))
                        .map(ServerSuite::valueOf)
                        .toList();
    }

    /** Fills a server for the suite. */
    void load(RedisServerProcess server) throws IOException, InterruptedException {
        RedisTools.pipe(server.port(), data());
    }

    /** Runs all tests and returns requests per second, by test, and requests per second of CPU time. */
    Map<String, Double> run(RedisServerProcess server, int pipeline, int simpleRequests)
            throws IOException, InterruptedException {
        reset(server);
        int count = Math.max(MIN_COUNT, simpleRequests / cost);
        Map<String, Double> rates = new LinkedHashMap<>();
        Duration before = server.cpuTime();
        for (Map.Entry<String, List<String>> test : tests(server.port()).entrySet()) {
            measure(server.port(), test.getValue(), pipeline, count)
                    .forEach((name, rate) -> rates.put(test.getKey().isEmpty() ? name : test.getKey(), rate));
        }
        double cpuNanos = server.cpuTime().minus(before).toNanos();
        rates.put(
                "(" + name().toLowerCase(Locale.ROOT) + " for each second of CPU)",
                NANOS_PER_SECOND * rates.size() * count / cpuNanos);
        Map<String, Double> named = new LinkedHashMap<>();
        rates.forEach((name, rate) -> named.put(name + ", pipeline " + pipeline, rate));
        return named;
    }

    private Map<String, Double> measure(int port, List<String> what, int pipeline, int count)
            throws IOException, InterruptedException {
        return RedisTools.benchmark(
                port,
                Stream.concat(
                                Stream.of(
                                        "-n", Integer.toString(count),
                                        "-c", Integer.toString(CLIENTS),
                                        "-P", Integer.toString(pipeline),
                                        "-r", Integer.toString(range)),
                                what.stream())
                        .toList());
    }

    private static String member(int number) {
        return String.format(Locale.ROOT, "member:%012d", number);
    }
}
