package io.redispatterns.cache;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class LettuceLoadLimitsTest extends LoadLimitsContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Override
    RedisGateway open() {
        return LettuceGateway.connect(RedisURI.create(REDIS.uri()));
    }

    @Override
    void pass(Duration duration) {
        await().pollDelay(duration).until(() -> true);
    }
}
