package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.util.ManualTimeSource;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedNearCacheTest extends TrackedNearCacheContract {

    private final ManualTimeSource time = new ManualTimeSource();
    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(time).build());

    @Override
    RedisGateway open() {
        return EmbeddedGateway.on(engine);
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void isNeverStale() {
        for (int i = 0; i < 1_000; i++) {
            Text value = new Text(Integer.toString(i));
            theirs.put("1", value);
            assertThat(get(ours, "1")).isEqualTo(value);
            assertThat(get(ours, "1")).isEqualTo(value);
        }
    }

    @Test
    void neverGoesBackBehindWritesOfOthers() throws Exception {
        checkReadersWhileWriting(theirs);
    }

    @Test
    void refreshesEarlyWhatIsAnsweredByCopies() {
        ours = cache(
                gateway,
                CacheConfig.from(CONFIG)
                        .earlyRefresh(EarlyRefresh.threshold(0.5))
                        .near(NearCacheConfig.from(NEAR)
                                .ttl(Duration.ofHours(1))
                                .build())
                        .build());
        awaitCopies(ours);
        AtomicInteger loads = new AtomicInteger();
        Loader<Text> loader = id -> loads.incrementAndGet() == 1 ? new Text("old") : new Text("new");
        soon().until(() -> {
            ours.get("1", loader);
            return ours.stats().nearHits() > 1;
        });
        assertThat(loads).hasValue(1);
        pass(Duration.ofMinutes(3));
        time.advance(Duration.ofMinutes(3));
        soon().until(() -> ours.get("1", loader).text().equals("new"));
        assertThat(loads).hasValue(2);
    }

    @Test
    void noticesThatItsSessionWasSetBack() {
        theirs.put("1", new Text("old"));
        awaitCopy(ours, "1");
        int trackings = gateway.trackings();
        theirGateway.call(Command.of("CLIENT").arg("KILL").arg("TYPE").arg("normal"));
        soon().until(() -> gateway.trackings() > trackings);
        theirs.put("1", new Text("newer"));
        soon().until(() -> get(ours, "1").text().equals("newer"));
    }
}
