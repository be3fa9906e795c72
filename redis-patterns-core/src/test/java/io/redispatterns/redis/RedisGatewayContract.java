package io.redispatterns.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter of the port does alike. */
public abstract class RedisGatewayContract {

    private static final Command SET = Command.of("SET");
    private static final Command GET = Command.of("GET");
    private static final Command INCR = Command.of("INCR");

    protected RedisGateway gateway;

    protected abstract RedisGateway open();

    @BeforeEach
    void openGateway() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
    }

    @AfterEach
    void closeGateway() {
        gateway.close();
    }

    @Test
    void carriesStrings() {
        assertThat(gateway.call(SET.key("k").arg("v")).asString()).isEqualTo("OK");
        assertThat(gateway.call(GET.key("k")).asString()).isEqualTo("v");
    }

    @Test
    void carriesAllBytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        gateway.call(SET.key(bytes.clone()).arg(bytes.clone()));
        assertThat(gateway.call(GET.key(bytes.clone())).asBytes()).isEqualTo(bytes);
    }

    @Test
    void tellsNilFromAnEmptyString() {
        gateway.call(SET.key("empty").arg(""));
        assertThat(gateway.call(GET.key("empty")).isNil()).isFalse();
        assertThat(gateway.call(GET.key("missing")).isNil()).isTrue();
    }

    @Test
    void carriesIntegers() {
        gateway.call(SET.key("n").arg(Long.MAX_VALUE - 1));
        assertThat(gateway.call(INCR.key("n")).asLong()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void carriesArraysAndTheNilsInThem() {
        gateway.call(SET.key("a").arg("1"));
        List<RedisValue> values =
                gateway.call(Command.of("MGET").key("a").key("missing")).asList();
        assertThat(values).containsExactly(RedisValue.Bulk.of("1"), RedisValue.Nil.NIL);
        assertThat(gateway.call(Command.of("KEYS").arg("nothing*")).asList()).isEmpty();
    }

    @Test
    void carriesNestedArrays() {
        gateway.call(SET.key("a").arg("1"));
        List<RedisValue> page =
                gateway.call(Command.of("SCAN").arg(0).arg("COUNT").arg(100)).asList();
        assertThat(page.get(0).asString()).isEqualTo("0");
        assertThat(page.get(1).asList()).containsExactly(RedisValue.Bulk.of("a"));
    }

    @Test
    void carriesMapsAndSets() {
        gateway.call(Command.of("HSET").key("h").arg("field").arg("value"));
        assertThat(gateway.call(Command.of("HGETALL").key("h")).asMap().get("field"))
                .isEqualTo(RedisValue.Bulk.of("value"));
        RedisValue description = gateway.call(Command.of("COMMAND").arg("INFO").arg("GET"));
        assertThat(description.asList().get(0).asList().get(2))
                .isInstanceOfSatisfying(
                        RedisValue.SetValue.class,
                        flags -> assertThat(flags.asList()).contains(RedisValue.Bulk.of("fast")));
    }

    @Test
    void throwsTheErrorsOfTheServerWithTheirCode() {
        gateway.call(SET.key("text").arg("x"));
        assertThatThrownBy(() -> gateway.call(Command.of("HGET").key("text").arg("y")))
                .isInstanceOfSatisfying(
                        RedisErrorException.class, e -> assertThat(e.code()).isEqualTo("WRONGTYPE"))
                .hasMessage("WRONGTYPE Operation against a key holding the wrong kind of value");
    }

    @Test
    void staysUsableAfterAnError() {
        assertThatThrownBy(() -> gateway.call(Command.of("NOSUCHCOMMAND")))
                .isInstanceOfSatisfying(
                        RedisErrorException.class, e -> assertThat(e.code()).isEqualTo("ERR"));
        assertThat(gateway.call(SET.key("k").arg("v")).asString()).isEqualTo("OK");
    }

    @Test
    void doesNotChangeWhatACommandHolds() {
        Command set = SET.key("k").arg("value");
        gateway.call(set);
        gateway.call(Command.of("APPEND").key("k").arg("-more"));
        gateway.call(Command.of("SETRANGE").key("k").arg(0).arg("X"));
        gateway.call(set);
        assertThat(gateway.call(GET.key("k")).asString()).isEqualTo("value");
    }

    @Test
    void refusesCommandsThatAreNotForASharedConnection() {
        for (Command command : List.of(
                Command.of("MULTI"),
                Command.of("select").arg(1),
                Command.of("BLPOP").key("l").arg(0),
                Command.of("XREAD").arg("block").arg(0).arg("STREAMS").key("s").arg("$"))) {
            assertThatThrownBy(() -> gateway.call(command))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(command.name());
            assertThatThrownBy(() -> gateway.pipeline(List.of(command))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void callsWithoutWaiting() {
        assertThat(gateway.callAsync(SET.key("k").arg("v"))
                        .toCompletableFuture()
                        .join())
                .isEqualTo(RedisValue.Bulk.of("OK"));
        assertThatThrownBy(() -> gateway.callAsync(Command.of("HGET").key("k").arg("x"))
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RedisErrorException.class);
    }

    @Test
    void pipelinesInOrderWithErrorsInPlace() {
        List<RedisValue> replies = gateway.pipeline(
                List.of(SET.key("k").arg("v"), Command.of("HGET").key("k").arg("x"), GET.key("k")));
        assertThat(replies).hasSize(3);
        assertThat(replies.get(1))
                .isInstanceOfSatisfying(
                        RedisValue.ErrorValue.class, e -> assertThat(e.code()).isEqualTo("WRONGTYPE"));
        assertThat(replies.get(2).asString()).isEqualTo("v");
        assertThatThrownBy(() -> replies.get(1).asLong()).isInstanceOf(RedisErrorException.class);
    }

    @Test
    void pipelinesThousands() {
        List<Command> commands =
                IntStream.range(0, 5_000).mapToObj(i -> INCR.key("n")).toList();
        List<RedisValue> replies = gateway.pipeline(commands);
        assertThat(replies.get(4_999).asLong()).isEqualTo(5_000);
        assertThat(gateway.pipeline(List.of())).isEmpty();
    }

    @Test
    void runsTransactions() {
        List<RedisValue> replies = gateway.transaction(List.of(
                SET.key("k").arg("1"),
                INCR.key("k"),
                Command.of("HGET").key("k").arg("x")));
        assertThat(replies).hasSize(3);
        assertThat(replies.get(1).asLong()).isEqualTo(2);
        assertThat(replies.get(2).isError()).isTrue();
        assertThat(gateway.transaction(List.of())).isEmpty();
    }

    @Test
    void runsNothingOfATransactionThatCannotBeQueued() {
        assertThatThrownBy(() -> gateway.transaction(List.of(SET.key("k").arg("1"), Command.of("NOSUCHCOMMAND"))))
                .isInstanceOfSatisfying(RedisErrorException.class, e -> {
                    assertThat(e.code()).isEqualTo("EXECABORT");
                    assertThat(e.getSuppressed()).hasSize(1);
                });
        assertThat(gateway.call(GET.key("k")).isNil()).isTrue();
        assertThat(gateway.transaction(List.of(INCR.key("n"))).get(0).asLong()).isEqualTo(1);
    }

    @Test
    void keepsTransactionsOfManyThreadsApart() throws Exception {
        List<Command> twice = List.of(INCR.key("n"), INCR.key("n"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                runs.add(threads.submit(() -> {
                    List<RedisValue> replies = gateway.transaction(twice);
                    assertThat(replies.get(1).asLong() - replies.get(0).asLong())
                            .isEqualTo(1);
                    gateway.call(INCR.key("n"));
                }));
            }
            for (Future<?> run : runs) {
                run.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(gateway.call(GET.key("n")).asString()).isEqualTo("1200");
    }

    @Test
    void deliversMessagesOfEveryKindOfTopic() {
        Recorder recorder = new Recorder();
        Topic channel = Topic.channel("news");
        Topic pattern = Topic.pattern("sport.*");
        Topic shard = Topic.shardChannel("orders");
        try (Subscription subscription = gateway.subscribe(recorder, channel, pattern, shard)) {
            assertThat(subscription.topics()).containsExactly(channel, pattern, shard);
            publish("PUBLISH", "news", "a");
            publish("PUBLISH", "sport.chess", "b");
            publish("SPUBLISH", "orders", "c");
            await().untilAsserted(() -> assertThat(recorder.events)
                    .contains("channel news:news=a", "pattern sport.*:sport.chess=b", "shard channel orders:orders=c"));
            assertThat(recorder.events.subList(0, 3))
                    .containsExactlyInAnyOrder("+channel news", "+pattern sport.*", "+shard channel orders");
        }
    }

    @Test
    void deliversNothingAfterTheSubscriptionIsClosed() {
        Recorder recorder = new Recorder();
        Subscription subscription = gateway.subscribe(recorder, Topic.channel("news"));
        subscription.close();
        subscription.close();
        await().until(() -> publish("PUBLISH", "news", "late") == 0);
        assertThat(recorder.events).doesNotContain("channel news:news=late");
    }

    @Test
    void letsAListenerFailBlockAndUseTheGateway() {
        CountDownLatch second = new CountDownLatch(1);
        SubscriptionListener listener = (topic, name, payload) -> {
            if (new String(payload, UTF_8).equals("first")) {
                throw new IllegalStateException("a listener that fails, as the test wants");
            }
            gateway.call(SET.key("heard").arg(payload));
            second.countDown();
        };
        try (Subscription subscription = gateway.subscribe(listener, Topic.channel("news"))) {
            publish("PUBLISH", "news", "first");
            publish("PUBLISH", "news", "second");
            await().until(() -> second.getCount() == 0);
            assertThat(gateway.call(GET.key("heard")).asString()).isEqualTo("second");
            assertThat(subscription.topics()).hasSize(1);
        }
    }

    @Test
    void needsATopic() {
        assertThatThrownBy(() -> gateway.subscribe(new Recorder())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isUnavailableWhenClosed() {
        gateway.close();
        gateway.close();
        assertThatThrownBy(() -> gateway.call(GET.key("k"))).isInstanceOf(GatewayUnavailableException.class);
        assertThatThrownBy(() -> gateway.pipeline(List.of(GET.key("k"))))
                .isInstanceOf(GatewayUnavailableException.class);
        assertThatThrownBy(() -> gateway.transaction(List.of(GET.key("k"))))
                .isInstanceOf(GatewayUnavailableException.class);
        assertThatThrownBy(() -> gateway.subscribe(new Recorder(), Topic.channel("c")))
                .isInstanceOf(GatewayUnavailableException.class);
        assertThat(gateway.callAsync(GET.key("k")).toCompletableFuture()).isCompletedExceptionally();
    }

    protected long publish(String command, String channel, String message) {
        return gateway.call(Command.of(command).key(channel).arg(message)).asLong();
    }

    /** Writes down what a listener is told. */
    protected static final class Recorder implements SubscriptionListener {

        public final List<String> events = java.util.Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onMessage(Topic topic, byte[] channel, byte[] payload) {
            events.add(topic + ":" + new String(channel, UTF_8) + "=" + new String(payload, UTF_8));
        }

        @Override
        public void onSubscribed(Topic topic) {
            events.add("+" + topic);
        }

        @Override
        public void onMissed() {
            events.add("missed");
        }
    }
}
