package io.redispatterns.benchmarks;

import static io.redispatterns.benchmarks.Medians.median;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The engine's Lua against the Lua inside a real {@code redis-server}, in alternating rounds: scripts that work long enough for the
 * socket not to count. Prints the median of each, and the median of the rounds' ratios.
 *
 * <p>Every script runs before the first measured one of any kind, so that the compiler has seen them all.
 *
 * <p>{@code java -cp benchmarks.jar io.redispatterns.benchmarks.LuaBenchmark [rounds]}
 */
public final class LuaBenchmark {

    private static final int WARM_UP_ROUNDS = 15;
    private static final double NANOS_PER_MICRO = 1e3;

    /** About a kilobyte. */
    private static final String DOCUMENT = """
            local document = {id = 4711, name = 'Amanda Example', active = true, balance = 1234.56, tags = {}, address = {}, orders = {}}
            for i = 1, 8 do document.tags[i] = 'tag-' .. i end
            document.address = {street = '12 Long Road', city = 'Springfield', zip = '12345', country = 'US'}
            for i = 1, 8 do
              document.orders[i] = {sku = 'sku-' .. 1000 + i, count = i, price = 9.99 * i, note = 'leave at the door'}
            end
            """;

    /** A script and how often it repeats the work that is told. */
    private record Work(String script, int repetitions) {}

    private static final Map<String, Work> WORKS = works();

    private final Map<String, List<Double>> ours = new LinkedHashMap<>();
    private final Map<String, List<Double>> theirs = new LinkedHashMap<>();

    private LuaBenchmark() {}

    private static Map<String, Work> works() {
        Map<String, Work> works = new LinkedHashMap<>();
        works.put(
                "1,000 iterations of `x = x + i * 2`",
                new Work("local x = 0 for n = 1, 2000 do for i = 1, 1000 do x = x + i * 2 end end return x % 7", 2000));
        works.put(
                "1,000 iterations of arithmetic with `%`, `/` and a condition",
                new Work(
                        "local x = 0 for n = 1, 1000 do for i = 1, 1000 do x = x + i * 2 - x % 3"
                                + " if x > 1e9 then x = x / 2 end end end return math.floor(x)",
                        1000));
        works.put(
                "1,000 calls of a local function",
                new Work(
                        "local function f(a, b) return a + b end local x = 0"
                                + " for n = 1, 500 do for i = 1, 1000 do x = f(x, i) end end return x % 7",
                        500));
        works.put(
                "1,000 elements into a table, and their sum",
                new Work(
                        "local s = 0 for n = 1, 300 do local t = {} for i = 1, 1000 do t[i] = i end"
                                + " for i = 1, #t do s = s + t[i] end end return s % 7",
                        300));
        works.put(
                "1,000 strings joined from a number",
                new Work(
                        "local s = 0 for n = 1, 100 do for i = 1, 1000 do s = s + #('key:' .. i .. ':x') end end return s",
                        100));
        works.put(
                "`cjson.encode` of 1 kB",
                new Work(
                        DOCUMENT + "local s = 0 for n = 1, 3000 do s = s + #cjson.encode(document) end return s",
                        3000));
        works.put(
                "`cjson.decode` of 1 kB",
                new Work(
                        DOCUMENT + "local text, s = cjson.encode(document), 0"
                                + " for n = 1, 3000 do s = s + cjson.decode(text).id end return s",
                        3000));
        works.put(
                "1,000 times `redis.call('GET')`",
                new Work(
                        "redis.call('SET', KEYS[1], 'value') local s = 0"
                                + " for n = 1, 100 do for i = 1, 1000 do s = s + #redis.call('GET', KEYS[1]) end end return s",
                        100));
        return works;
    }

    /** Runs the rounds. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        LuaBenchmark benchmark = new LuaBenchmark();
        try (RedisServerProcess redis = RedisServerProcess.start("redis-server");
                RedisEngine engine = RedisEngine.open();
                EngineSession session = engine.session()) {
            benchmark.run(redis, session, rounds);
        }
        benchmark.print();
    }

    private void run(RedisServerProcess redis, EngineSession session, int rounds) {
        RedisURI uri = RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(redis.port())
                .withTimeout(Duration.ofMinutes(1))
                .build();
        RedisClient client = RedisClient.create(uri);
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                WORKS.forEach((name, work) -> onEngine(session, work));
            }
            for (int round = 0; round < rounds; round++) {
                WORKS.forEach((name, work) -> {
                    add(ours, name, onEngine(session, work));
                    add(theirs, name, onRedis(connection.sync(), work));
                });
            }
        } finally {
            client.shutdown();
        }
    }

    private static double onEngine(EngineSession session, Work work) {
        long start = System.nanoTime();
        Reply reply = session.call("EVAL", work.script(), "1", "key");
        double nanos = System.nanoTime() - start;
        if (!(reply instanceof Reply.Int)) {
            throw new IllegalStateException("the engine answers " + reply);
        }
        return nanos / work.repetitions();
    }

    private static double onRedis(RedisCommands<String, String> redis, Work work) {
        long start = System.nanoTime();
        Long reply = redis.eval(work.script(), ScriptOutputType.INTEGER, "key");
        double nanos = System.nanoTime() - start;
        if (reply == null) {
            throw new IllegalStateException("redis-server answers nothing");
        }
        return nanos / work.repetitions();
    }

    private static void add(Map<String, List<Double>> results, String name, double nanos) {
        results.computeIfAbsent(name, key -> new ArrayList<>()).add(nanos);
    }

    private void print() {
        System.out.println("| script | engine, µs | redis-server, µs | engine's time by Redis's |");
        System.out.println("|---|---:|---:|---:|");
        ours.forEach((name, times) -> {
            List<Double> rival = theirs.getOrDefault(name, List.of());
            double[] ratios = new double[times.size()];
            Arrays.setAll(ratios, i -> times.get(i) / rival.get(i));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.2f | %,.2f | %.2f |%n",
                    name,
                    median(times) / NANOS_PER_MICRO,
                    median(rival) / NANOS_PER_MICRO,
                    median(ratios));
        });
    }
}
