package io.redispatterns.spring.autoconfigure.embedded;

import io.redispatterns.engine.testing.RealRedis;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The judge of the contract. */
class RedisSpringDataTest extends SpringDataContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Override
    String[] properties() {
        return new String[] {"spring.data.redis.url=" + REDIS.uri()};
    }
}
