package io.redispatterns.spring.cache;

import io.redispatterns.engine.testing.RealRedis;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisSpringCacheTest extends SpringCacheContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Override
    String[] properties() {
        return new String[] {"spring.data.redis.url=" + REDIS.uri()};
    }
}
