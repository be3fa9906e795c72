package io.redispatterns.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.testing.RespClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;

class RespServerTest {

    private static final long PATIENCE_SECONDS = 20;

    enum Loop {
        BEST {
            @Override
            Transport transport() {
                return Transport.best();
            }
        },
        NIO {
            @Override
            Transport transport() {
                return Transport.nio();
            }
        };

        abstract Transport transport();
    }

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T closedLater(T resource) {
        opened.add(resource);
        return resource;
    }

    private RedisEngine engine(String... directives) {
        EngineConfig.Builder config = EngineConfig.custom().set("port", "0");
        for (int i = 0; i < directives.length; i += 2) {
            config.set(directives[i], directives[i + 1]);
        }
        return closedLater(RedisEngine.open(config.build()));
    }

    private RespServer serve(RedisEngine engine) throws IOException {
        return closedLater(RespServer.start(engine));
    }

    private RespClient connect(RespServer server) {
        return closedLater(new RespClient(server.port()));
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(condition);
    }

    @ParameterizedTest
    @EnumSource
    void bothKindsOfTransportServe(Loop loop) throws Exception {
        RespServer server = closedLater(RespServer.start(engine().dispatcher(), loop.transport()));
        RespClient client = connect(server);
        assertThat(client.call("SET", "a", "1").text()).isEqualTo("OK");
        assertThat(client.call("GET", "a").text()).isEqualTo("1");
        assertThat(server.connectionCount()).isEqualTo(1);
        client.close();
        until(() -> server.connectionCount() == 0);
    }

    @Test
    void lettuceWorks() throws Exception {
        RespServer server = serve(engine());
        try (RedisClient client = RedisClient.create("redis://127.0.0.1:" + server.port());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> redis = connection.sync();
            redis.set("greeting", "hello");
            assertThat(redis.get("greeting")).isEqualTo("hello");
            redis.multi();
            redis.incr("counter");
            redis.incr("counter");
            TransactionResult result = redis.exec();
            assertThat(result.<Long>get(1)).isEqualTo(2L);
            RedisAsyncCommands<String, String> async = connection.async();
            connection.setAutoFlushCommands(false);
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                counts.add(async.incr("pipelined"));
            }
            connection.flushCommands();
            assertThat(counts.get(999).get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1000L);
        }
    }

    @Test
    void lettuceSubscribes() throws Exception {
        RespServer server = serve(engine());
        try (RedisClient client = RedisClient.create("redis://127.0.0.1:" + server.port());
                StatefulRedisPubSubConnection<String, String> subscriber = client.connectPubSub();
                StatefulRedisConnection<String, String> publisher = client.connect()) {
            BlockingQueue<String> messages = new LinkedBlockingQueue<>();
            subscriber.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    messages.add(channel + "=" + message);
                }
            });
            subscriber.sync().subscribe("news");
            assertThat(publisher.sync().publish("news", "now")).isEqualTo(1L);
            assertThat(messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("news=now");
        }
    }

    @Test
    void jedisWorks() throws Exception {
        RespServer server = serve(engine());
        try (Jedis jedis = new Jedis("127.0.0.1", server.port())) {
            jedis.set("greeting", "hello");
            assertThat(jedis.get("greeting")).isEqualTo("hello");
            Transaction transaction = jedis.multi();
            Response<Long> count = transaction.incr("counter");
            transaction.exec();
            assertThat(count.get()).isEqualTo(1L);
            Pipeline pipeline = jedis.pipelined();
            List<Response<Long>> counts = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                counts.add(pipeline.incr("pipelined"));
            }
            pipeline.sync();
            assertThat(counts.get(9_999).get()).isEqualTo(10_000L);
        }
    }

    @Test
    void jedisSubscribes() throws Exception {
        RespServer server = serve(engine());
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        JedisPubSub listener = new JedisPubSub() {
            @Override
            public void onMessage(String channel, String message) {
                messages.add(channel + "=" + message);
                unsubscribe();
            }
        };
        Thread subscriber = new Thread(() -> {
            try (Jedis jedis = new Jedis("127.0.0.1", server.port())) {
                jedis.subscribe(listener, "news");
            }
        });
        subscriber.start();
        try (Jedis jedis = new Jedis("127.0.0.1", server.port())) {
            until(() -> jedis.publish("news", "now") == 1);
            assertThat(messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("news=now");
        }
        subscriber.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertThat(subscriber.isAlive()).isFalse();
    }

    @Test
    void aPipelineMayBeWrittenWholeBeforeItIsRead() throws Exception {
        RespClient client = connect(serve(engine()));
        client.call("SET", "k", "x".repeat(1000));
        int count = 10_000;
        client.sendRaw("GET k\r\n".repeat(count).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < count; i++) {
            assertThat(client.read().body()).hasSize(1000);
        }
    }

    @Test
    void aClientThatDoesNotReadIsNotReadFromButComesToNoHarm() throws Exception {
        RespServer server = serve(engine());
        RespClient greedy = connect(server);
        greedy.call("SET", "k", "x".repeat(1 << 20));
        int count = 100;
        greedy.sendRaw("GET k\r\n".repeat(count).getBytes(StandardCharsets.US_ASCII));
        assertThat(connect(server).call("PING").text()).isEqualTo("PONG");
        for (int i = 0; i < count; i++) {
            assertThat(greedy.read().body()).hasSize(1 << 20);
        }
    }

    @Test
    void messagesKeepTheirPlaceAmongReplies() throws Exception {
        RespClient client = connect(serve(engine()));
        client.call("HELLO", "3");
        client.sendRaw("SUBSCRIBE c\r\nPING\r\nPUBLISH c m\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(client.read().items().get(0).text()).isEqualTo("subscribe");
        assertThat(client.read().text()).isEqualTo("PONG");
        assertThat(client.read().items().get(2).text()).isEqualTo("m");
        assertThat(client.read().number()).isEqualTo(1);
        assertThat(client.read().text()).isEqualTo("PONG");
    }

    @Test
    void aSubscriberThatDoesNotReadIsCutOff() throws Exception {
        RespServer server = serve(engine("client-output-buffer-limit", "pubsub 1mb 0 0"));
        RespClient subscriber = connect(server);
        subscriber.call("SUBSCRIBE", "c");
        RespClient publisher = connect(server);
        String message = "x".repeat(1 << 20);
        until(() -> publisher.call("PUBLISH", "c", message).number() == 0);
        until(() -> server.connectionCount() == 1);
    }

    @Test
    void oneClientTooManyIsToldSo() throws Exception {
        RespServer server = serve(engine("maxclients", "1"));
        RespClient first = connect(server);
        assertThat(first.call("PING").text()).isEqualTo("PONG");
        assertThat(new String(Wire.sendUntilClosed(server.port(), new byte[0]), StandardCharsets.US_ASCII))
                .isEqualTo("-ERR max number of clients reached\r\n");
        first.close();
        until(() -> server.connectionCount() == 0);
        assertThat(connect(server).call("PING").text()).isEqualTo("PONG");
    }

    @Test
    void aSilentClientIsClosedAfterTheTimeout() throws Exception {
        RespServer server = serve(engine("timeout", "1"));
        assertThat(Wire.sendUntilClosed(server.port(), new byte[0])).isEmpty();
    }

    @Test
    void aCommandThatIsTooLargeEndsItsConnectionAlone() throws Exception {
        RespServer server = serve(engine("client-query-buffer-limit", "1mb"));
        RespClient other = connect(server);
        String start = "*2\r\n$3\r\nGET\r\n$4000000\r\n" + "x".repeat(1_200_000);
        assertThat(Wire.sendAll(server.port(), start.getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
        assertThat(other.call("PING").text()).isEqualTo("PONG");
    }

    @Test
    void closingTheServerEndsItsConnectionsButNotTheEngine() throws Exception {
        RedisEngine engine = engine();
        RespServer server = RespServer.start(engine);
        RespClient client = connect(server);
        client.call("SET", "a", "1");
        server.close();
        assertThat(server.connectionCount()).isZero();
        try (RespServer again = RespServer.start(engine)) {
            assertThat(connect(again).call("GET", "a").text()).isEqualTo("1");
        }
    }
}
