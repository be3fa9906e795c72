package io.redispatterns.cache;

import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedCacheTest extends CacheContract {

    @RegisterExtension
    private final EmbeddedRedis redis = new EmbeddedRedis();

    @Override
    RedisGateway open() {
        return redis.open();
    }

    @Override
    void pass(Duration duration) {
        redis.pass(duration);
    }
}
