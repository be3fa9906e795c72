package io.redispatterns.spring.aop;

import io.redispatterns.engine.testing.RealRedis;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

class RedisWarmingTest extends WarmingContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Override
    ApplicationContextInitializer<ConfigurableApplicationContext> redis() {
        return context ->
                TestPropertyValues.of("spring.data.redis.url=" + REDIS.uri()).applyTo(context);
    }
}
