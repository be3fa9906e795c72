package io.redispatterns.benchmarks;

import static io.redispatterns.benchmarks.Medians.median;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisURI;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.codec.BytesCodec;
import io.redispatterns.key.HashTag;
import io.redispatterns.key.KeySpace;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.writebehind.WriteBehind;
import io.redispatterns.writebehind.WriteBehindConfig;
import io.redispatterns.writebehind.WriteBehinds;
import io.redispatterns.writebehind.Writer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Writes a second that a write-behind accepts, against a bare {@code HSET} through the same gateway on the same real
 * {@code redis-server} over loopback, in alternating rounds: for ids that are new, and for ids that are pending already. The writer
 * does nothing but is called, so that the consumers are at work too.
 *
 * <p>{@code java -cp benchmarks.jar io.redispatterns.benchmarks.WriteBehindBenchmark [rounds] [seconds per round]}
 */
public final class WriteBehindBenchmark {

    private static final byte[] VALUE = "x".repeat(300).getBytes(UTF_8);
    private static final Command HSET = Command.of("HSET");
    private static final int HOT_IDS = 1_000;

    private final RedisGateway gateway;
    private final int rounds;
    private final long roundNanos;

    private WriteBehindBenchmark(RedisGateway gateway, int rounds, long roundNanos) {
        this.gateway = gateway;
        this.rounds = rounds;
        this.roundNanos = roundNanos;
    }

    /** Runs the rounds. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 7;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        try (RedisServerProcess redis = RedisServerProcess.start("redis-server");
                RedisGateway gateway = LettuceGateway.connect(RedisURI.create("redis://127.0.0.1:" + redis.port()))) {
            new WriteBehindBenchmark(gateway, rounds, TimeUnit.SECONDS.toNanos(seconds)).run();
        }
    }

    private void run() throws InterruptedException {
        KeySpace keySpace = KeySpace.of("benchmark");
        KeyTemplate parked = keySpace.template("writebehind", "parked", HashTag.ID);
        for (int shard = 0; shard < 16; shard++) {
            RedisValue unused = gateway.call(Command.of("SET")
                    .key(parked.key(Integer.toString(shard), "lease"))
                    .arg("9000000000000000:nobody"));
        }
        run("accepted, and nobody writes them", parked);
        run("accepted, and written meanwhile", keySpace.template("writebehind", "written", HashTag.ID));
    }

    private void run(String name, KeyTemplate keys) throws InterruptedException {
        WriteBehindConfig config = WriteBehindConfig.custom()
                .maxPending(100_000_000)
                .closeTimeout(Duration.ZERO)
                .build();
        Writer<byte[]> writer = Writer.each(write -> {});
        System.out.println(name);
        try (WriteBehind<byte[]> writeBehind = WriteBehinds.open(gateway, keys, BytesCodec.INSTANCE, writer, config)) {
            for (int threads : new int[] {1, 16}) {
                compare(writeBehind, "new ids", threads, n -> n);
                compare(writeBehind, "pending ids", threads, n -> n % HOT_IDS);
            }
        }
    }

    /** Which id is written in the n-th place. */
    private interface Ids {
        int at(int n);
    }

    private void compare(WriteBehind<byte[]> writeBehind, String name, int threads, Ids ids)
            throws InterruptedException {
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            String prefix = name + round + "-";
            double hset = rate(threads, n -> hset(prefix + ids.at(n)));
            double accept = rate(threads, n -> writeBehind.put(prefix + ids.at(n), VALUE));
            boolean unused = keysAreGone(writeBehind);
            if (round >= 0) {
                ours.add(accept);
                bare.add(hset);
                ratios.add(accept / hset);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-12s %2d threads  HSET %,8.0f/s  accepted %,8.0f/s  ratio %.2f (%.2f to %.2f)%n",
                name,
                threads,
                median(bare),
                median(ours),
                median(ratios),
                ratios.stream().mapToDouble(r -> r).min().orElseThrow(),
                ratios.stream().mapToDouble(r -> r).max().orElseThrow());
    }

    /** Each round begins with nothing pending. */
    private boolean keysAreGone(WriteBehind<byte[]> writeBehind) throws InterruptedException {
        if (writeBehind.stats().shards() > 0) {
            return writeBehind.flush(Duration.ofMinutes(1));
        }
        List<RedisValue> found =
                gateway.call(Command.of("KEYS").arg("*pending")).asList();
        found.addAll(gateway.call(Command.of("KEYS").arg("*fresh")).asList());
        RedisValue unused = gateway.call(Command.of("UNLINK")
                .key("bare")
                .keys(found.stream().map(RedisValue::asBytes).toList()));
        return true;
    }

    private void hset(String id) {
        RedisValue unused = gateway.call(HSET.key("bare").arg(id).arg(VALUE));
    }

    /** Calls a second; thread t of n makes the calls t, t + n, t + 2n … */
    private double rate(int threads, IntConsumer call) throws InterruptedException {
        long end = System.nanoTime() + roundNanos;
        long[] counts = new long[threads];
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            int first = t;
            new Thread(() -> {
                        for (int n = first; System.nanoTime() < end; n += threads) {
                            call.accept(n);
                            counts[first]++;
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        return Arrays.stream(counts).sum() * 1e9 / roundNanos;
    }
}
