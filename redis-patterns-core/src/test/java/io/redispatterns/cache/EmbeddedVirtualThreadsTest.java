package io.redispatterns.cache;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.redis.RedisGateway;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with Java 21")
class EmbeddedVirtualThreadsTest extends VirtualThreadsContract {

    @Override
    RedisGateway open() {
        return EmbeddedGateway.open();
    }
}
