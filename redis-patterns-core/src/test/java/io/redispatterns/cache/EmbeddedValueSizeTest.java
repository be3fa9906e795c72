package io.redispatterns.cache;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.redis.RedisGateway;

class EmbeddedValueSizeTest extends ValueSizeContract {

    @Override
    RedisGateway open() {
        return EmbeddedGateway.open();
    }
}
