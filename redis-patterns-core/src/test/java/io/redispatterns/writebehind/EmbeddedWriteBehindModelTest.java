package io.redispatterns.writebehind;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.redis.RedisGateway;

class EmbeddedWriteBehindModelTest extends WriteBehindModelContract {

    @Override
    RedisGateway open() {
        return EmbeddedGateway.open();
    }
}
