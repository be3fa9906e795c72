package io.redispatterns.cache;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.redis.RedisGateway;

class EmbeddedVirtualThreadsTest extends VirtualThreadsContract {

    @Override
    RedisGateway open() {
        return EmbeddedGateway.open();
    }
}
