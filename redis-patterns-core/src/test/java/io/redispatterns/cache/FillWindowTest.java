package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redispatterns.RedisPatterns;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import io.redispatterns.redis.Subscription;
import io.redispatterns.redis.SubscriptionListener;
import io.redispatterns.redis.Topic;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The moment between the decision to store a loaded value and the end of its SET. */
class FillWindowTest {

    private final SlowSet redis = new SlowSet();
    private final Cache<String> cache =
            RedisPatterns.on(redis).namespace("test").build().cache("words", String.class, CacheConfig.ofDefaults());

    @Test
    void anInvalidationWaitsForAFillThatHasBegunAndThenRemovesIt() throws Exception {
        Thread loader = new Thread(() -> cache.get("a", id -> "old"));
        loader.start();
        assertThat(redis.setBegun.await(10, TimeUnit.SECONDS)).isTrue();
        Thread invalidator = new Thread(() -> cache.invalidate("a"));
        invalidator.start();
        await().until(() -> invalidator.getState() == Thread.State.WAITING);
        assertThat(redis.done).containsExactly("GET");
        redis.setMayEnd.countDown();
        invalidator.join(10_000);
        loader.join(10_000);
        assertThat(redis.done).containsExactly("GET", "SET", "UNLINK");
    }

    /** A Redis without entries, on which the test decides how long a SET takes. */
    private static final class SlowSet implements RedisGateway {

        private final List<String> done = new CopyOnWriteArrayList<>();
        private final CountDownLatch setBegun = new CountDownLatch(1);
        private final CountDownLatch setMayEnd = new CountDownLatch(1);

        @Override
        public RedisValue call(Command command) {
            if (command.name().equals("SET")) {
                setBegun.countDown();
                try {
                    assertThat(setMayEnd.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            done.add(command.name());
            return RedisValue.Nil.NIL;
        }

        @Override
        public List<RedisValue> pipeline(List<Command> commands) {
            commands.forEach(command -> done.add(command.name()));
            return commands.stream()
                    .<RedisValue>map(command -> new RedisValue.Int(1))
                    .toList();
        }

        @Override
        public CompletionStage<RedisValue> callAsync(Command command) {
            throw new UnsupportedOperationException("a cache does not call this");
        }

        @Override
        public List<RedisValue> transaction(List<Command> commands) {
            throw new UnsupportedOperationException("a cache does not call this");
        }

        @Override
        public Subscription subscribe(SubscriptionListener listener, Topic... topics) {
            throw new UnsupportedOperationException("a cache does not call this");
        }

        @Override
        public void close() {}
    }
}
