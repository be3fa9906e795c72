package io.redispatterns.spring.cache;

import io.redispatterns.engine.testing.RealRedis;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RedisCacheableTest extends CacheableContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Override
    ApplicationContextRunner onTheSameRedis(ApplicationContextRunner runner) {
        return runner.withPropertyValues("spring.data.redis.url=" + REDIS.uri());
    }
}
