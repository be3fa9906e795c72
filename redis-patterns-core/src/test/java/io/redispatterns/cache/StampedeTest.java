package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redispatterns.cache.Stampede.Kind;
import io.redispatterns.cache.Stampede.Result;
import io.redispatterns.cache.Stampede.Round;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.RedisValue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A thousand callers of four processes want one entry: it is loaded once. How long they waited is printed; that depends on the
 * machine. The processes are started once for all tests, of which the last one kills one of them.
 */
@TestMethodOrder(OrderAnnotation.class)
class StampedeTest {

    private static final int PROCESSES = 4;
    private static final int THREADS = 250;
    private static final long LOAD_MILLIS = 50;
    private static final Duration TTL = Duration.ofMillis(800);

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private static final List<StampedeProcess> CHILDREN = new ArrayList<>();
    private static Stampede own;

    @BeforeAll
    static void start() throws IOException {
        own = new Stampede(REDIS.uri());
        for (int i = 0; i < PROCESSES; i++) {
            CHILDREN.add(StampedeProcess.start(REDIS.uri()));
        }
    }

    @AfterAll
    static void stop() {
        CHILDREN.forEach(StampedeProcess::close);
        CHILDREN.clear();
        own.close();
    }

    @Test
    @Order(1)
    void aColdEntryIsLoadedOnce() {
        Result result = run(new Round(Kind.PLAIN, "cold", THREADS, LOAD_MILLIS, LOAD_MILLIS, false));
        print("cold, four processes", result);
        assertThat(result.latencies().count()).isEqualTo(PROCESSES * THREADS);
        assertThat(result.values()).containsExactly("new-1");
        assertThat(loads("cold")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Order(2)
    void aHotEntryThatExpiresIsLoadedOnce(Kind kind) {
        String id = "hot-" + kind;
        Round round = new Round(kind, id, THREADS, LOAD_MILLIS, LOAD_MILLIS, true);
        prepare(round);
        own.cache(kind).put(id, Stampede.OLD, TTL);
        Result result = go();
        print("hot and expiring, four processes, " + kind, result);
        assertThat(result.values()).containsExactly("new-1");
        assertThat(loads(id)).isEqualTo(1);
    }

    @Test
    @Order(3)
    void twoHundredThreadsOfOneProcessLoadOnce() throws Exception {
        Round round = new Round(Kind.PLAIN, "here", 200, LOAD_MILLIS, LOAD_MILLIS, false);
        Stampede.Waiting waiting = own.prepare(round);
        own.cache(Kind.PLAIN).put("here", Stampede.OLD, Duration.ofMillis(1));
        await().pollInterval(1, TimeUnit.MILLISECONDS)
                .until(() -> own.cache(Kind.PLAIN).lookup("here") instanceof CacheLookup.Miss);
        Result result = waiting.go();
        print("expired, 200 threads of one process", result);
        assertThat(result.values()).containsExactly("new-1");
        assertThat(loads("here")).isEqualTo(1);
    }

    @Test
    @Order(4)
    void anEntryWhoseLoaderIsKilledIsLoadedOnceMore() {
        prepare(new Round(Kind.PLAIN, "killed", THREADS, 60_000, LOAD_MILLIS, false));
        CHILDREN.forEach(StampedeProcess::go);
        RedisValue loader = await().until(() -> own.gateway().call(Stampede.loader("killed")), reply -> !reply.isNil());
        StampedeProcess loading = CHILDREN.stream()
                .filter(child -> child.pid() == Long.parseLong(loader.asString()))
                .findFirst()
                .orElseThrow();
        loading.kill();
        CHILDREN.remove(loading);
        Result result = results();
        print("cold, the loading one of four processes killed", result);
        assertThat(result.latencies().count()).isEqualTo((PROCESSES - 1) * THREADS);
        assertThat(result.values()).containsExactly("new-2");
        assertThat(loads("killed")).isEqualTo(2);
    }

    private static Result run(Round round) {
        prepare(round);
        return go();
    }

    private static void prepare(Round round) {
        CHILDREN.forEach(child -> child.begin(round));
        CHILDREN.forEach(StampedeProcess::awaitReady);
    }

    private static Result go() {
        CHILDREN.forEach(StampedeProcess::go);
        return results();
    }

    private static Result results() {
        Set<String> values = new HashSet<>();
        Latencies latencies = new Latencies();
        for (StampedeProcess child : CHILDREN) {
            Result result = child.result();
            values.addAll(result.values());
            latencies.addAll(result.latencies());
        }
        return new Result(values, latencies);
    }

    private static long loads(String id) {
        return Long.parseLong(own.gateway().call(Stampede.loads(id)).asString());
    }

    private static void print(String what, Result result) {
        System.out.printf("stampede, %s: %s%n", what, result.latencies());
    }
}
