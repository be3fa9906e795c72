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

/** Scripts by EVALSHA in the caller's thread: what a pattern's atomic step costs on the embedded engine. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ScriptBenchmark {

    private static final String UNLOCK = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0
            """;

    /** A sliding window counter: the window before weighs by how much of it is still in sight. */
    private static final String LIMITER = """
            local before = tonumber(redis.call('GET', KEYS[1]) or 0)
            local now = tonumber(redis.call('GET', KEYS[2]) or 0)
            local limit, weight = tonumber(ARGV[1]), tonumber(ARGV[2])
            if before * weight + now >= limit then
              return {0, 0}
            end
            now = redis.call('INCR', KEYS[2])
            redis.call('PEXPIRE', KEYS[2], ARGV[3])
            return {1, math.floor(limit - before * weight - now)}
            """;

    private static final byte[] SET = bytes("SET");
    private static final byte[] EVALSHA = bytes("EVALSHA");
    private static final byte[] ONE_KEY = bytes("1");
    private static final byte[] TWO_KEYS = bytes("2");
    private static final byte[] LOCK = bytes("lock:order:4711");
    private static final byte[] OWNER = bytes("5b1c4f4e-9a53-4f6d-8d3e-1f0a2b3c4d5e");
    private static final byte[] BEFORE = bytes("{limit:4711}:1");
    private static final byte[] NOW = bytes("{limit:4711}:2");
    private static final byte[] LIMIT = bytes("1000000000000");
    private static final byte[] WEIGHT = bytes("0.25");
    private static final byte[] WINDOW = bytes("60000");

    private RedisEngine engine;
    private EngineSession session;
    private byte[] unlock;
    private byte[] limiter;

    /** Loads the scripts. */
    @Setup
    public void open() {
        engine = RedisEngine.open();
        session = engine.session();
        unlock = load(UNLOCK);
        limiter = load(LIMITER);
        session.call(SET, BEFORE, bytes("17"));
    }

    /** Closes the engine. */
    @TearDown
    public void close() {
        session.close();
        engine.close();
    }

    /** The lock alone: what {@link #lockAndUnlock} costs more is the script. */
    @Benchmark
    public Reply lock() {
        return session.call(SET, LOCK, OWNER);
    }

    /** Locks, and unlocks by comparing and deleting. */
    @Benchmark
    public Reply lockAndUnlock() {
        session.call(SET, LOCK, OWNER);
        return session.call(EVALSHA, unlock, ONE_KEY, LOCK, OWNER);
    }

    /** Asks a sliding window limiter, which makes four calls. */
    @Benchmark
    public Reply limit() {
        return session.call(EVALSHA, limiter, TWO_KEYS, BEFORE, NOW, LIMIT, WEIGHT, WINDOW);
    }

    private byte[] load(String script) {
        return ((Reply.Bulk) session.call("SCRIPT", "LOAD", script)).bytes();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
