package io.redispatterns.backend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.RedisEngine;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisGatewayContract;
import org.junit.jupiter.api.Test;

class EmbeddedGatewayTest extends RedisGatewayContract {

    @Override
    protected RedisGateway open() {
        return EmbeddedGateway.open();
    }

    @Test
    void leavesAnEngineOpenThatIsNotItsOwn() {
        try (RedisEngine engine = RedisEngine.open()) {
            EmbeddedGateway first = EmbeddedGateway.on(engine);
            first.call(Command.of("SET").key("k").arg("v"));
            first.close();
            try (EmbeddedGateway second = EmbeddedGateway.on(engine)) {
                assertThat(second.call(Command.of("GET").key("k")).asString()).isEqualTo("v");
            }
        }
    }
}
