package io.redispatterns.writebehind;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.redis.RedisGateway;
import org.junit.jupiter.api.Nested;

class EmbeddedWriteBehindTest {

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
        return EmbeddedGateway.open();
    }
}
