package io.redispatterns.benchmarks;

import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Commands in the caller's thread, over 100,000 keys: what an application pays for the embedded engine itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class InProcessBenchmark {

    private static final int KEYS = 100_000;
    private static final byte[] GET = bytes("GET");
    private static final byte[] SET = bytes("SET");
    private static final byte[] INCR = bytes("INCR");

    private final byte[][] keys = new byte[KEYS][];
    private final byte[] value = new byte[64];
    private final byte[] counter = bytes("counter");
    private RedisEngine engine;
    private EngineSession session;
    private int next;

    /** Fills the engine. */
    @Setup
    public void open() {
        engine = RedisEngine.open();
        session = engine.session();
        for (int i = 0; i < KEYS; i++) {
            keys[i] = bytes("key:" + i);
            session.call(SET, keys[i].clone(), value.clone());
        }
    }

    /** Closes the engine. */
    @TearDown
    public void close() {
        session.close();
        engine.close();
    }

    /** GET of a 64-byte value. */
    @Benchmark
    public Reply get() {
        return session.call(GET, key());
    }

    /** SET of a 64-byte value. */
    @Benchmark
    public Reply set() {
        return session.call(SET, key(), value);
    }

    /** INCR of one counter. */
    @Benchmark
    public Reply incr() {
        return session.call(INCR, counter);
    }

    private byte[] key() {
        next = next + 1 == KEYS ? 0 : next + 1;
        return keys[next];
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
