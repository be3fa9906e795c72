package io.redispatterns.benchmarks.cache;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.redispatterns.RedisPatterns;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.benchmarks.RedisServerProcess;
import io.redispatterns.cache.Cache;
import io.redispatterns.cache.CacheConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.json.JsonMapper;

/** A hundred entries that are all there, on a real Redis over loopback: read at once, one by one, and by a bare MGET. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class BulkBenchmark {

    private final List<String> ids =
            IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).toList();
    private final String[] keys = ids.stream().map(id -> "places:" + id).toArray(String[]::new);

    private RedisServerProcess redis;
    private RedisPatterns patterns;
    private Cache<Place> cache;
    private RedisClient client;
    private RedisCommands<String, byte[]> lettuce;

    /** Starts a real Redis and fills it. */
    @Setup
    public void start() throws IOException, InterruptedException {
        redis = RedisServerProcess.start("redis-server");
        RedisURI uri = RedisURI.create("127.0.0.1", redis.port());
        patterns = RedisPatterns.on(LettuceGateway.connect(uri))
                .namespace("benchmark")
                .closeGateway(true)
                .build();
        cache = patterns.cache("places", Place.class, CacheConfig.ofDefaults());
        client = RedisClient.create(uri);
        lettuce = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))
                .sync();
        for (String id : ids) {
            Place place = Place.of(Long.parseLong(id));
            cache.put(id, place);
            lettuce.set("places:" + id, JsonMapper.shared().writeValueAsBytes(place));
        }
    }

    /** Stops what was started. */
    @TearDown
    public void stop() {
        client.shutdown();
        patterns.close();
        redis.close();
    }

    /** All at once. */
    @Benchmark
    public Map<String, Place> getAll() {
        return cache.getAll(ids, missing -> {
            throw new IllegalStateException("they should all be there: " + missing);
        });
    }

    /** One by one. */
    @Benchmark
    public void singleGets(Blackhole sink) {
        for (String id : ids) {
            sink.consume(cache.get(id, BulkBenchmark::refuse));
        }
    }

    /** An MGET with Lettuce, and what Jackson reads from the reply: what reading them at once costs at least. */
    @Benchmark
    public void lettuceMget(Blackhole sink) {
        for (KeyValue<String, byte[]> json : lettuce.mget(keys)) {
            sink.consume(JsonMapper.shared().readValue(json.getValue(), Place.class));
        }
    }

    private static Place refuse(String id) {
        throw new IllegalStateException("it should be there: " + id);
    }
}
