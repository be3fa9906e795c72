package io.redispatterns.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tracked reads do on every gateway that has them. */
public abstract class TrackingContract {

    protected static final Command SET = Command.of("SET");
    protected static final Command GET = Command.of("GET");

    /** Notes what it is told, in order. */
    public static final class Notes implements TrackingListener {

        public final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void onInvalidated(List<byte[]> keys) {
            keys.forEach(key -> told.add(new String(key, UTF_8)));
        }

        @Override
        public void onInvalidatedAll() {
            told.add("<all>");
        }

        @Override
        public void onLost() {
            told.add("<lost>");
        }
    }

    protected final Notes notes = new Notes();
    protected RedisGateway gateway;
    protected TrackedReads tracked;

    protected abstract RedisGateway open();

    @BeforeEach
    void track() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
        tracked = gateway.track(notes);
    }

    @AfterEach
    void closeGateway() {
        tracked.close();
        gateway.close();
    }

    @Test
    void readsAsAPipelineDoes() {
        gateway.call(SET.key("k").arg("v"));
        List<RedisValue> replies = tracked.read(List.of(
                GET.key("k"), GET.key("missing"), Command.of("HGET").key("k").arg("f")));
        assertThat(replies.get(0)).isEqualTo(RedisValue.Bulk.of("v"));
        assertThat(replies.get(1).isNil()).isTrue();
        assertThat(replies.get(2)).isInstanceOf(RedisValue.ErrorValue.class);
        assertThat(tracked.read(List.of())).isEmpty();
    }

    @Test
    void tellsOnceOfAKeyThatWasReadAndOfNoOther() {
        tracked.read(List.of(GET.key("read"), GET.key("read"), GET.key("missing")));
        for (String key : List.of("unread", "read", "read", "missing")) {
            gateway.call(SET.key(key).arg("1"));
        }
        await().untilAsserted(() -> assertThat(notes.told).containsExactly("read", "missing"));
        tracked.read(List.of(GET.key("read")));
        gateway.call(Command.of("UNLINK").key("read"));
        await().untilAsserted(() -> assertThat(notes.told).containsExactly("read", "missing", "read"));
    }

    @Test
    void tellsOfAChangeBeforeTheRepliesThatCameAfterIt() {
        for (int i = 0; i < 1_000; i++) {
            String key = "k" + i;
            tracked.read(List.of(GET.key(key)));
            gateway.call(SET.key(key).arg("1"));
            tracked.read(List.of(GET.key("other")));
            assertThat(notes.told).contains(key);
            notes.told.clear();
        }
    }

    @Test
    void provesThatAllWasTold() {
        for (int i = 0; i < 1_000; i++) {
            String key = "k" + i;
            tracked.read(List.of(GET.key(key)));
            gateway.call(SET.key(key).arg("1"));
            tracked.verify().toCompletableFuture().join();
            assertThat(notes.told).contains(key);
            notes.told.clear();
        }
    }

    @Test
    void tellsOfFlushes() {
        tracked.read(List.of(GET.key("k")));
        gateway.call(Command.of("FLUSHALL"));
        await().untilAsserted(() -> assertThat(notes.told).contains("<all>"));
    }

    @Test
    void tellsOfTheEndOfALife() {
        gateway.call(SET.key("k").arg("v").arg("PX").arg(20));
        tracked.read(List.of(GET.key("k")));
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            gateway.call(GET.key("k"));
            assertThat(notes.told).contains("k");
        });
    }

    @Test
    void refusesCommandsThatChangeTheConnection() {
        assertThatThrownBy(() -> tracked.read(
                        List.of(Command.of("CLIENT").arg("TRACKING").arg("OFF"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsNothingOnceItIsClosed() {
        tracked.read(List.of(GET.key("k")));
        tracked.close();
        gateway.call(SET.key("k").arg("1"));
        assertThatThrownBy(() -> tracked.read(List.of(GET.key("k")))).isInstanceOf(GatewayUnavailableException.class);
        assertThat(tracked.verify().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(GatewayUnavailableException.class);
        assertThat(notes.told).isEmpty();
    }

    @Test
    void isLostWhenTheGatewayCloses() {
        gateway.close();
        await().untilAsserted(() -> assertThat(notes.told).containsExactly("<lost>"));
        assertThatThrownBy(() -> tracked.read(List.of(GET.key("k")))).isInstanceOf(GatewayUnavailableException.class);
        assertThatThrownBy(() -> gateway.track(notes)).isInstanceOf(GatewayUnavailableException.class);
    }

    @Test
    void surviveAListenerThatFails() {
        TrackingListener failing = new TrackingListener() {
            @Override
            public void onInvalidated(List<byte[]> keys) {
                throw new IllegalStateException("a listener's fault");
            }

            @Override
            public void onInvalidatedAll() {}

            @Override
            public void onLost() {}
        };
        try (TrackedReads reads = gateway.track(failing)) {
            reads.read(List.of(GET.key("k")));
            assertThat(gateway.call(SET.key("k").arg("1")).asString()).isEqualTo("OK");
            reads.verify().toCompletableFuture().join();
            assertThat(reads.read(List.of(GET.key("k")))).containsExactly(RedisValue.Bulk.of("1"));
        }
    }
}
