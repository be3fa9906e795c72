package io.redispatterns.backend.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisGatewayContract;
import io.redispatterns.redis.RedisValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LettuceGatewayTest extends RedisGatewayContract {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Override
    protected RedisGateway open() {
        return LettuceGateway.connect(RedisURI.create(REDIS.uri()));
    }

    @Test
    void carriesDoubles() {
        try (RedisGateway gateway = open()) {
            gateway.call(Command.of("ZADD").key("z").arg(1.5).arg("m"));
            assertThat(gateway.call(Command.of("ZSCORE").key("z").arg("m")).asDouble())
                    .isEqualTo(1.5);
            assertThat(gateway.call(Command.of("ZRANGE").key("z").arg(0).arg(-1).arg("WITHSCORES"))
                            .asList())
                    .containsExactly(
                            new RedisValue.Array(List.of(RedisValue.Bulk.of("m"), new RedisValue.Decimal(1.5))));
        }
    }
}
