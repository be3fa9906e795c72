package io.redispatterns.cache;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.redis.RedisGateway;

class EmbeddedWarmingTest extends WarmingContract {

    @Override
    RedisGateway open() {
        return EmbeddedGateway.open();
    }
}
