package io.redispatterns.cache;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.util.ManualTimeSource;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An engine of its own for a test, with a clock to move, that ends with it. */
final class EmbeddedRedis implements AfterEachCallback {

    private final ManualTimeSource time = new ManualTimeSource();
    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(time).build());

    /** A gateway to it, of which there may be several. */
    RedisGateway open() {
        return EmbeddedGateway.on(engine);
    }

    /** Lets time pass. */
    void pass(Duration duration) {
        time.advance(duration);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        engine.close();
    }
}
