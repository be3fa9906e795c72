package io.redispatterns.cache;

import io.lettuce.core.RedisURI;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.RedisGateway;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Also loses connections in the middle of calls. */
class LettuceLinearizabilityTest extends LinearizabilityContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Override
    RedisGateway open() {
        return LettuceGateway.connect(RedisURI.create(REDIS.uri()));
    }

    @Override
    String disturb(RedisGateway admin, Chance chance) {
        return chance.inPerMille(950)
                ? evict(admin, chance)
                : kill(admin, chance.inPerMille(500) ? "normal" : "pubsub");
    }
}
