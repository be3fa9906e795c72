package io.redispatterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.writebehind.WriteBehind;
import io.redispatterns.writebehind.WriteBehindConfig;
import io.redispatterns.writebehind.Writer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How an application ends, whatever the gateway. */
abstract class RedisPatternsContract {

    private static final WriteBehindConfig ON_CLOSE = WriteBehindConfig.custom()
            .maxDelay(Duration.ofHours(1))
            .closeTimeout(Duration.ofSeconds(30))
            .build();

    private final Map<String, String> database = new ConcurrentHashMap<>();
    private final Writer<String> writer = Writer.each(write -> database.put(write.id(), write.value()));
    private RedisGateway gateway;
    private RedisPatterns patterns;

    abstract RedisGateway open();

    @BeforeEach
    void setUp() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
        patterns =
                RedisPatterns.on(gateway).namespace("test").closeGateway(true).build();
    }

    @AfterEach
    void tearDown() {
        patterns.close();
    }

    @Test
    void itsEndWritesWhatIsPendingAndThenClosesTheGateway() {
        patterns.writeBehind("cities", String.class, writer, ON_CLOSE).put("1", "Oslo");
        patterns.writeBehind("airports", String.class, writer, ON_CLOSE).put("OSL", "Gardermoen");
        assertThat(patterns.writeBehinds()).extracting(WriteBehind::name).containsExactly("airports", "cities");
        patterns.close();
        patterns.close();
        assertThat(database).isEqualTo(Map.of("1", "Oslo", "OSL", "Gardermoen"));
        assertThat(patterns.writeBehinds()).isEmpty();
        assertThatThrownBy(() -> gateway.call(Command.of("PING"))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aClosedWriteBehindIsForgotten() {
        WriteBehind<String> first = patterns.writeBehind("cities", String.class, writer, ON_CLOSE);
        first.close();
        first.close();
        assertThat(patterns.writeBehinds()).isEmpty();
        WriteBehind<String> second = patterns.writeBehind("cities", String.class, writer, ON_CLOSE);
        assertThat(patterns.writeBehinds()).hasSize(1).first().isSameAs(second);
    }

    @Test
    void nothingIsOpenedAfterItsEnd() {
        patterns.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> patterns.writeBehind("cities", String.class, writer, ON_CLOSE))
                .withMessage("the patterns are closed");
    }

    @Test
    void anInterruptedEndDoesNotWaitForWriters() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Writer<String> stuck = Writer.each(write -> {
            writing.countDown();
            never.await();
        });
        WriteBehindConfig longTime = WriteBehindConfig.from(ON_CLOSE)
                .closeTimeout(Duration.ofHours(1))
                .maxDelay(Duration.ofMillis(1))
                .build();
        patterns.writeBehind("cities", String.class, stuck, longTime).put("1", "Oslo");
        assertThat(writing.await(30, TimeUnit.SECONDS)).isTrue();
        AtomicBoolean isStillInterrupted = new AtomicBoolean();
        Thread closing = new Thread(() -> {
            patterns.close();
            isStillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        closing.start();
        closing.interrupt();
        closing.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(closing.isAlive()).isFalse();
        assertThat(isStillInterrupted).isTrue();
    }
}
