package io.redispatterns.spring.cache;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.redis.RedisGateway;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EmbeddedCacheableTest extends CacheableContract {

    private final EmbeddedGateway engine = EmbeddedGateway.open();

    @AfterEach
    void close() {
        engine.close();
    }

    @Override
    ApplicationContextRunner onTheSameRedis(ApplicationContextRunner runner) {
        return runner.withBean(
                "engine",
                RedisGateway.class,
                () -> engine,
                // It is not an application's to close.
                definition -> ((AbstractBeanDefinition) definition).setDestroyMethodName(""));
    }
}
