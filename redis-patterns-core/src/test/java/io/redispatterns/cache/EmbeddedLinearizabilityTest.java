package io.redispatterns.cache;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.redis.RedisGateway;
import org.junit.jupiter.api.AfterEach;

class EmbeddedLinearizabilityTest extends LinearizabilityContract {

    private final RedisEngine engine = RedisEngine.open();

    @Override
    RedisGateway open() {
        return EmbeddedGateway.on(engine);
    }

    @Override
    String disturb(RedisGateway admin, Chance chance) {
        return evict(admin, chance);
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }
}
