package io.redispatterns.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.redispatterns.backend.lettuce.LettuceConfig;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with Java 21")
class LettuceVirtualThreadsTest extends VirtualThreadsContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Override
    RedisGateway open() {
        LettuceConfig config = LettuceConfig.custom()
                .commandTimeout(Duration.ofSeconds(30))
                .closesClient(true)
                .build();
        return LettuceGateway.on(RedisClient.create(), RedisURI.create(REDIS.uri()), config);
    }
}
