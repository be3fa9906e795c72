package io.redispatterns;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.redis.RedisGateway;

class EmbeddedRedisPatternsTest extends RedisPatternsContract {

    @Override
    RedisGateway open() {
        return EmbeddedGateway.open();
    }
}
