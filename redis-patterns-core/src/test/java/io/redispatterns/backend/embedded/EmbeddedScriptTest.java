package io.redispatterns.backend.embedded;

import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.ScriptContract;

class EmbeddedScriptTest extends ScriptContract {

    @Override
    protected RedisGateway open() {
        return EmbeddedGateway.open();
    }
}
