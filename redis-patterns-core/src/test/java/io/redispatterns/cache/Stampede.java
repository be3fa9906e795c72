package io.redispatterns.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.redispatterns.RedisPatterns;
import io.redispatterns.backend.lettuce.LettuceConfig;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many threads of one process that want the same entry at the same moment. Its loads are counted in Redis. */
final class Stampede implements AutoCloseable {

    static final String OLD = "old";

    private static final long PAUSE_BETWEEN_READS_MILLIS = 10;
    private static final Command INCR = Command.of("INCR");
    private static final Command SET = Command.of("SET");

    private final RedisPatterns patterns;
    private final Map<Kind, Cache<String>> caches = new EnumMap<>(Kind.class);

    /** How the cache is made. */
    enum Kind {
        PLAIN,
        EARLY,
        STALE
    }

    private static CacheConfig config(Kind kind) {
        CacheConfig.Builder base = CacheConfig.custom()
                .ttl(Duration.ofMinutes(5))
                .lease(LeaseConfig.ofDefaults().withWaitLimit(Duration.ofSeconds(20)));
        return switch (kind) {
            case PLAIN -> base.build();
            case EARLY -> base.earlyRefresh(EarlyRefresh.threshold(0.5)).build();
            case STALE ->
                base.failSafe(FailSafeConfig.of(Duration.ofMinutes(1)))
                        .load(LoadConfig.ofDefaults().withSoftTimeout(Duration.ofMillis(5)))
                        .build();
        };
    }

    /**
     * What the threads do.
     *
     * @param firstLoadMillis how long the first load takes
     * @param loadMillis how long every other load takes
     * @param untilNew whether each thread reads until it gets something else than {@link #OLD}, instead of once
     */
    record Round(Kind kind, String id, int threads, long firstLoadMillis, long loadMillis, boolean untilNew) {

        String line() {
            return String.join(
                    " ",
                    kind.name(),
                    id,
                    Integer.toString(threads),
                    Long.toString(firstLoadMillis),
                    Long.toString(loadMillis),
                    Boolean.toString(untilNew));
        }

        static Round parse(String line) {
            String[] words = line.split(" ");
            return new Round(
                    Kind.valueOf(words[0]),
                    words[1],
                    Integer.parseInt(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    Boolean.parseBoolean(words[5]));
        }
    }

    Stampede(String uri) {
        // Late on a busy machine is not dead: a thousand threads may wait for one core.
        LettuceConfig patient = LettuceConfig.custom()
                .commandTimeout(Duration.ofSeconds(20))
                .closesClient(true)
                .build();
        RedisGateway gateway = LettuceGateway.on(RedisClient.create(), RedisURI.create(uri), patient);
        patterns = RedisPatterns.on(gateway)
                .namespace("stampede")
                .closeGateway(true)
                .build();
        for (Kind kind : Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            caches.put(kind, patterns.cache(name, String.class, config(kind)));
        }
    }

    Cache<String> cache(Kind kind) {
        return caches.get(kind);
    }

    RedisGateway gateway() {
        return patterns.gateway();
    }

    static Command loads(String id) {
        return Command.of("GET").key("loads:" + id);
    }

    static Command loader(String id) {
        return Command.of("GET").key("loader:" + id);
    }

    /** Threads that wait to begin a round. */
    final class Waiting {

        private final CountDownLatch begin = new CountDownLatch(1);
        private final Set<String> values = ConcurrentHashMap.newKeySet();
        private final Latencies latencies = new Latencies();
        private final ExecutorService threads;
        private final List<Future<?>> running = new ArrayList<>();

        private Waiting(Round round) throws InterruptedException {
            threads = Executors.newFixedThreadPool(round.threads());
            CountDownLatch ready = new CountDownLatch(round.threads());
            for (int i = 0; i < round.threads(); i++) {
                running.add(threads.submit(() -> {
                    ready.countDown();
                    begin.await();
                    readAll(round);
                    return null;
                }));
            }
            ready.await();
        }

        private void readAll(Round round) throws InterruptedException {
            String value = read(round);
            while (round.untilNew() && value.equals(OLD)) {
                rest(PAUSE_BETWEEN_READS_MILLIS);
                value = read(round);
            }
            values.add(value);
        }

        private String read(Round round) {
            long start = System.nanoTime();
            String value = cache(round.kind()).get(round.id(), id -> load(round));
            latencies.add(System.nanoTime() - start);
            return value;
        }

        /** Lets them begin, and waits until all have their value. */
        Result go() throws Exception {
            begin.countDown();
            try {
                for (Future<?> one : running) {
                    one.get(1, TimeUnit.MINUTES);
                }
            } finally {
                threads.shutdownNow();
            }
            return new Result(values, latencies);
        }
    }

    /**
     * What the threads got.
     *
     * @param values each once
     */
    record Result(Set<String> values, Latencies latencies) {

        String line() {
            return String.join(",", values) + " " + latencies.line();
        }

        static Result parse(String line) {
            String[] words = line.split(" ");
            return new Result(Set.of(words[0].split(",")), Latencies.parse(words[1]));
        }
    }

    Waiting prepare(Round round) throws InterruptedException {
        return new Waiting(round);
    }

    private String load(Round round) throws InterruptedException {
        long number = gateway().call(INCR.key("loads:" + round.id())).asLong();
        gateway()
                .call(SET.key("loader:" + round.id())
                        .arg(ProcessHandle.current().pid())
                        .arg("PX")
                        .arg(60_000));
        rest(number == 1 ? round.firstLoadMillis() : round.loadMillis());
        return "new-" + number;
    }

    private static void rest(long millis) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        patterns.close();
    }
}
