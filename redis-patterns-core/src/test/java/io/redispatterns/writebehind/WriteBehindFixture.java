package io.redispatterns.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.codec.Codec;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.key.HashTag;
import io.redispatterns.key.KeySpace;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of a write-behind on every gateway begin with. */
abstract class WriteBehindFixture {

    static final KeyTemplate KEYS = KeySpace.of("test").template("writebehind", "cities", HashTag.ID);
    static final Duration LONG = Duration.ofSeconds(30);

    /** Quick in everything but the delay of batches, which a test shortens or flushes. */
    static final WriteBehindConfig CONFIG = WriteBehindConfig.custom()
            .maxDelay(Duration.ofHours(1))
            .initialBackoff(Duration.ofMillis(10))
            .maxBackoff(Duration.ofMillis(50))
            .lease(Duration.ofSeconds(2))
            .closeTimeout(LONG)
            .build();

    final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<WriteBehind<?>> opened = new ArrayList<>();
    final TestDatabase database = new TestDatabase();
    RedisGateway gateway;

    abstract RedisGateway open();

    @BeforeEach
    void setUp() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
    }

    @AfterEach
    void tearDown() {
        database.instead(null);
        threads.shutdownNow();
        opened.forEach(WriteBehind::close);
        gateway.close();
    }

    WriteBehind<String> open(Consumer<WriteBehindConfig.Builder> changes) {
        return open(changes, StringCodec.INSTANCE, database);
    }

    <V> WriteBehind<V> open(Consumer<WriteBehindConfig.Builder> changes, Codec<V> codec, Writer<V> writer) {
        WriteBehindConfig.Builder config = WriteBehindConfig.from(CONFIG);
        changes.accept(config);
        WriteBehind<V> writeBehind = WriteBehinds.open(gateway, KEYS, codec, writer, config.build());
        opened.add(writeBehind);
        return writeBehind;
    }

    static void flush(WriteBehind<?> writeBehind) throws InterruptedException {
        assertThat(writeBehind.flush(LONG)).as("flushed").isTrue();
    }

    static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    /** Where a writer is held up. */
    static final class Gate {

        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        Writer<String> before(TestDatabase database) {
            return batch -> {
                pass();
                return database.apply(batch);
            };
        }

        void pass() {
            arrive();
            try {
                assertThat(opened.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void arrive() {
            arrived.countDown();
        }

        void awaitArrival() throws InterruptedException {
            assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
        }

        void open() {
            opened.countDown();
        }
    }
}
