package io.redispatterns.cache;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.redis.RedisGateway;
import org.junit.jupiter.api.AfterEach;

class EmbeddedTagIndexTest extends TagIndexContract {

    private final RedisEngine engine = RedisEngine.open();

    @Override
    RedisGateway open() {
        return EmbeddedGateway.on(engine);
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }
}
