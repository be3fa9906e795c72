package io.redispatterns.spring.aop;

import io.redispatterns.engine.testing.RealRedis;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisNearTest extends NearContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Override
    String[] properties() {
        return new String[] {"spring.data.redis.url=" + REDIS.uri()};
    }
}
