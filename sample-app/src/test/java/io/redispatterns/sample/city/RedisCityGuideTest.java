package io.redispatterns.sample.city;

import io.redispatterns.engine.testing.RealRedis;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The city guide on a real Redis: the same code, one property more. */
class RedisCityGuideTest extends CityGuideContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry properties) {
        properties.add("spring.data.redis.url", REDIS::uri);
        // A test machine may be busy; here a slow answer is not to count as none.
        properties.add("redis-patterns.command-timeout", () -> "30s");
    }
}
