package io.redispatterns.cache;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.util.ManualTimeSource;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class EmbeddedLoadLimitsTest extends LoadLimitsContract {

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

    @Override
    void pass(Duration duration) {
        time.advance(duration);
    }
}
