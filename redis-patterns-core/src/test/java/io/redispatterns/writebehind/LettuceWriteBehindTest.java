package io.redispatterns.writebehind;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.redispatterns.backend.lettuce.LettuceConfig;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class LettuceWriteBehindTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Nested
    class Writing extends WriteBehindWritingContract {
        @Override
        RedisGateway open() {
            return gateway();
        }
    }

    @Nested
    class Bounds extends WriteBehindBoundsContract {
        @Override
        RedisGateway open() {
            return gateway();
        }
    }

    @Nested
    class Sharing extends WriteBehindSharingContract {
        @Override
        RedisGateway open() {
            return gateway();
        }
    }

    @Nested
    class DeadLetters extends WriteBehindDeadLettersContract {
        @Override
        RedisGateway open() {
            return gateway();
        }
    }

    private static RedisGateway gateway() {
        LettuceConfig config = LettuceConfig.custom()
                .commandTimeout(Duration.ofSeconds(10))
                .closesClient(true)
                .build();
        return LettuceGateway.on(RedisClient.create(), RedisURI.create(REDIS.uri()), config);
    }
}
