package io.redispatterns.writebehind;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.redis.RedisGateway;

class EmbeddedWriteBehindTest extends WriteBehindContract {

    @Override
    RedisGateway open() {
        return EmbeddedGateway.open();
    }
}
