package io.redispatterns.benchmarks;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How the cost of a command grows with the number of elements in the value, in process; elements are drawn at random. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class GrowthBenchmark {

    private static final int CALLS = 10_000;

    /**
     * A command, and the one that fills the value before it; the cost that Redis documents is told by each name. {@code #} stands for the
     * number of an element, which is counted when the value is filled and drawn at random after that.
     */
    public enum Operation {
        HGET_O1("HSET key member:# value", "HGET key member:#"),
        SISMEMBER_O1("SADD key member:#", "SISMEMBER key member:#"),
        ZSCORE_O1("ZADD key # member:#", "ZSCORE key member:#"),
        ZADD_LOG_N("ZADD key # member:#", "ZADD key 1#5 member:#"),
        ZRANK_LOG_N("ZADD key # member:#", "ZRANK key member:#"),
        ZRANGE_10_LOG_N("ZADD key # member:#", "ZRANGE key # +inf BYSCORE LIMIT 0 10"),
        LMOVE_O1("RPUSH key element:#", "LMOVE key key LEFT RIGHT"),
        LINDEX_N("RPUSH key element:#", "LINDEX key #"),
        XADD_O1("XADD key 1-1# field value", "XADD key * field value"),
        XRANGE_10_LOG_N("XADD key 1-1# field value", "XRANGE key 1-1# + COUNT 10"),
        GETBIT_O1("SETBIT key # 1", "GETBIT key #"),
        BITCOUNT_N("SETBIT key # 1", "BITCOUNT key");

        private final String filling;
        private final String call;

        Operation(String filling, String call) {
            this.filling = filling;
            this.call = call;
        }

        private static byte[][] words(String template, int number) {
            return Stream.of(template.replace("#", Integer.toString(number)).split(" "))
                    .map(Bytes::of)
                    .toArray(byte[][]::new);
        }
    }

    @Param
    Operation operation;

    @Param({"1000", "10000", "100000", "1000000"})
    int elements;

    private RedisEngine engine;
    private EngineSession session;
    private byte[][][] calls;
    private int next;

    @Setup(Level.Trial)
    public void fill() {
        engine = RedisEngine.open();
        session = engine.session();
        for (int i = 0; i < elements; i++) {
            session.call(Operation.words(operation.filling, i));
        }
        SplittableRandom random = new SplittableRandom(1);
        calls = new byte[CALLS][][];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = Operation.words(operation.call, random.nextInt(elements));
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        session.close();
        engine.close();
    }

    @Benchmark
    public Reply call() {
        next = next + 1 == calls.length ? 0 : next + 1;
        return session.call(calls[next].clone());
    }
}
