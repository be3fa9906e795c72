package io.redispatterns.backend.lettuce;

import io.lettuce.core.RedisURI;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.ScriptContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class LettuceScriptTest extends ScriptContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Override
    protected RedisGateway open() {
        return LettuceGateway.connect(RedisURI.create(REDIS.uri()));
    }
}
