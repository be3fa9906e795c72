package io.redispatterns.cache;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.redis.RedisGateway;

class EmbeddedTagIndexTest extends TagIndexContract {

    @Override
    RedisGateway open() {
        return EmbeddedGateway.open();
    }
}
