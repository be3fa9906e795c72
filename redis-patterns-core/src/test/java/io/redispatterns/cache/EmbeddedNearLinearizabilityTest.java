package io.redispatterns.cache;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.redis.RedisGateway;
import org.junit.jupiter.api.AfterEach;

/** Also has the sessions of the tracked reads set back, which nothing tells of. */
class EmbeddedNearLinearizabilityTest extends NearLinearizabilityContract {

    private final RedisEngine engine = RedisEngine.open();

    @Override
    RedisGateway open() {
        return EmbeddedGateway.on(engine);
    }

    @Override
    String disturb(RedisGateway admin, Chance chance) {
        return chance.inPerMille(900) ? evict(admin, chance) : kill(admin, "normal");
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }
}
