package io.redispatterns.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.util.TimeSource;
import io.redispatterns.redis.FilterGateway;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.writebehind.Acceptance.Outcome;
import io.redispatterns.writebehind.WriteBehindConfig.Overflow;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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

    /** On a server so slow that 5 ms pass whenever it looks at its clock. */
    @Nested
    class OnASlowServer extends WriteBehindFixture {

        private final AtomicLong millis = new AtomicLong(System.currentTimeMillis());
        private final RedisEngine engine = RedisEngine.open(EngineConfig.custom()
                .time(new TimeSource() {
                    @Override
                    public long epochMillis() {
                        return millis.addAndGet(5);
                    }

                    @Override
                    public long epochMicros() {
                        return TimeUnit.MILLISECONDS.toMicros(epochMillis());
                    }

                    @Override
                    public long nanoTime() {
                        return System.nanoTime();
                    }
                })
                .build());

        @Override
        RedisGateway open() {
            return new FilterGateway(EmbeddedGateway.on(engine)) {

                @Override
                public void close() {
                    super.close();
                    engine.close();
                }
            };
        }

        @Test
        void anIntentIsNotTooOldForItself() {
            WriteBehind<String> cities =
                    open(c -> c.shards(1).maxAge(Duration.ofMillis(1)).overflow(Overflow.REJECT));
            assertThat(cities.put("a", "1").outcome()).isEqualTo(Outcome.QUEUED);
        }
    }

    private static RedisGateway gateway() {
        return EmbeddedGateway.open();
    }
}
