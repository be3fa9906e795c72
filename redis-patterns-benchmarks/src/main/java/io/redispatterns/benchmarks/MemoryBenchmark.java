package io.redispatterns.benchmarks;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The heap that data takes in the engine against {@code used_memory} of a real {@code redis-server} that holds the same: prints bytes
 * for each key or element, and the ratio. Before each look the heap is collected.
 *
 * <p>{@code java -cp benchmarks.jar io.redispatterns.benchmarks.MemoryBenchmark [part of a title]}
 */
public final class MemoryBenchmark {

    private static final int MILLION = 1_000_000;
    private static final int HUNDRED_THOUSAND = 100_000;
    private static final String TTL_SECONDS = "100000";
    private static final int COLLECTIONS = 4;

    /**
     * Data to be kept.
     *
     * @param elements how many there are, for the average
     * @param commands a new stream of the commands that make it, each time it is asked for
     */
    private record Data(String title, int elements, Commands commands) {}

    @FunctionalInterface
    private interface Commands {
        Stream<List<String>> stream();
    }

    private MemoryBenchmark() {}

    private static List<Data> all() {
        String value = "v".repeat(64);
        return List.of(
                new Data(
                        "1M strings, 16-byte key, 64-byte value",
                        MILLION,
                        () -> numbers(MILLION).mapToObj(i -> List.of("SET", key(i), value))),
                new Data(
                        "the same with a time to live",
                        MILLION,
                        () -> numbers(MILLION).mapToObj(i -> List.of("SET", key(i), value, "EX", TTL_SECONDS))),
                new Data(
                        "100,000 hashes of ten small fields",
                        HUNDRED_THOUSAND,
                        () -> numbers(HUNDRED_THOUSAND).mapToObj(MemoryBenchmark::smallHash)),
                new Data(
                        "a sorted set of a million",
                        MILLION,
                        () -> numbers(MILLION)
                                .mapToObj(i -> List.of("ZADD", "ranking", Integer.toString(i), member(i)))),
                new Data(
                        "a set of a million integers",
                        MILLION,
                        () -> numbers(MILLION).mapToObj(i -> List.of("SADD", "numbers", Integer.toString(i)))),
                new Data(
                        "a hash of a million",
                        MILLION,
                        () -> numbers(MILLION).mapToObj(i -> List.of("HSET", "hash", "field:" + i, "value:" + i))),
                new Data(
                        "a list of a million",
                        MILLION,
                        () -> numbers(MILLION).mapToObj(i -> List.of("RPUSH", "list", "element:" + i))),
                new Data(
                        "a stream of 100,000 entries",
                        HUNDRED_THOUSAND,
                        () -> numbers(HUNDRED_THOUSAND)
                                .mapToObj(i -> List.of("XADD", "stream", "*", "type", "visit", "place", member(i)))));
    }

    private static IntStream numbers(int count) {
        return IntStream.range(0, count);
    }

    private static String key(int number) {
        return String.format(Locale.ROOT, "key:%012d", number);
    }

    private static String member(int number) {
        return String.format(Locale.ROOT, "member:%08d", number);
    }

    private static List<String> smallHash(int number) {
        List<String> words = new ArrayList<>(List.of("HSET", key(number)));
        for (int field = 0; field < 10; field++) {
            words.add("field" + field);
            words.add("value" + (number + field));
        }
        return words;
    }

    /** Measures all data, or those whose title holds the argument. */
    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println("| data | engine, bytes each | redis-server, bytes each | ratio |");
        System.out.println("|---|---:|---:|---:|");
        for (Data data : all()) {
            if (args.length == 0 || data.title().contains(args[0])) {
                double ours = heapBytes(data) / data.elements();
                double theirs = redisBytes(data) / data.elements();
                System.out.printf(
                        Locale.ROOT, "| %s | %.1f | %.1f | %.2f |%n", data.title(), ours, theirs, ours / theirs);
            }
        }
    }

    private static double heapBytes(Data data) {
        try (RedisEngine engine = RedisEngine.open();
                EngineSession session = engine.session()) {
            session.call("PING");
            long before = heapUsed();
            data.commands().stream().forEach(words -> run(session, words));
            return heapUsed() - before;
        }
    }

    private static void run(EngineSession session, List<String> words) {
        Reply reply = session.call(words.toArray(String[]::new));
        if (reply instanceof Reply.ErrorReply error) {
            throw new IllegalStateException(words + " fails: " + error.text());
        }
    }

    private static long heapUsed() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double redisBytes(Data data) throws IOException, InterruptedException {
        try (RedisServerProcess redis = RedisServerProcess.start("redis-server")) {
            long before = usedMemory(redis.port());
            RedisTools.pipe(redis.port(), data.commands().stream());
            return usedMemory(redis.port()) - before;
        }
    }

    private static long usedMemory(int port) throws IOException, InterruptedException {
        return RedisTools.call(port, "INFO", "memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
                .findFirst()
                .orElseThrow();
    }
}
