package io.redispatterns.spring.aop;

import io.redispatterns.engine.RedisEngine;
import org.junit.jupiter.api.AfterAll;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

class EmbeddedWarmingTest extends WarmingContract {

    private static final RedisEngine ENGINE = RedisEngine.open();

    @AfterAll
    static void closeEngine() {
        ENGINE.close();
    }

    @Override
    ApplicationContextInitializer<ConfigurableApplicationContext> redis() {
        return context -> context.getBeanFactory().registerSingleton("redisPatternsEngine", ENGINE);
    }
}
