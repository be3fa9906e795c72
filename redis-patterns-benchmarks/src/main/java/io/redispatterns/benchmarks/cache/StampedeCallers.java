package io.redispatterns.benchmarks.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ConfigurableApplicationContext;

/** The threads that ask at once, in a process of its own: reads orders from standard input and answers on standard output. */
final class StampedeCallers {

    /** How long entries live: longer than the slowest contender takes for a round. */
    static final Duration TTL = Duration.ofSeconds(2);

    private static final Duration LOAD_TIME = Duration.ofMillis(50);
    private static final int WARMUP_LOADS = 3_000;

    private final Source source;
    private final Places places;
    private final int threads;
    private final ExecutorService executor;

    private StampedeCallers(Source source, Places places, int threads) {
        this.source = source;
        this.places = places;
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads, StampedeCallers::daemon);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    /** Arguments: contender, port of Redis, threads. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Source source = new Source(Duration.ZERO);
        try (ConfigurableApplicationContext context =
                Contender.valueOf(args[0]).start(Integer.parseInt(args[1]), source, TTL, List.of())) {
            Places places = context.getBean(Places.class);
            warmUp(places);
            source.setLoadTime(LOAD_TIME);
            new StampedeCallers(source, places, Integer.parseInt(args[2])).serve(answers);
        }
    }

    /** Loads other entries, so that loading is compiled as in a service that has been running for a while. */
    private static void warmUp(Places places) {
        for (int id = 2; id < 2 + WARMUP_LOADS; id++) {
            places.find(id);
        }
    }

    private void serve(PrintStream answers) throws IOException, InterruptedException, ExecutionException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (orders.readLine() != null) {
            CountDownLatch ready = new CountDownLatch(threads);
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Long>> waits = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                waits.add(executor.submit(caller(ready, go)));
            }
            ready.await();
            answers.println("ready");
            orders.readLine();
            go.countDown();
            answers.println(result(waits).toLine());
        }
    }

    /** A caller, which gives the time in microseconds that it has waited. */
    private Callable<Long> caller(CountDownLatch ready, CountDownLatch go) {
        return () -> {
            ready.countDown();
            go.await();
            long start = System.nanoTime();
            places.find(1);
            return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        };
    }

    private Stampede result(List<Future<Long>> waits) throws InterruptedException, ExecutionException {
        long[] micros = new long[threads];
        for (int i = 0; i < threads; i++) {
            micros[i] = waits.get(i).get();
        }
        return new Stampede(source.takeLoads(), micros);
    }
}
