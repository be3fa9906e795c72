package io.redispatterns.cache;

import io.lettuce.core.RedisURI;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.RedisGateway;
import org.junit.jupiter.api.extension.RegisterExtension;

class LettuceTagIndexTest extends TagIndexContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Override
    RedisGateway open() {
        return LettuceGateway.connect(RedisURI.create(REDIS.uri()));
    }
}
