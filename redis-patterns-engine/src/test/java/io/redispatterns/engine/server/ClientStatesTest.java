package io.redispatterns.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.testing.RespClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pauses, invalidations and monitoring over the network: what comes when. */
class ClientStatesTest {

    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().set("port", "0").build());
    private RespServer server;
    private RespClient client;
    private RespClient other;

    @BeforeEach
    void start() throws IOException {
        server = RespServer.start(engine);
        client = new RespClient(server.port());
        other = new RespClient(server.port());
    }

    @AfterEach
    void close() {
        client.close();
        other.close();
        server.close();
        engine.close();
    }

    @Test
    void whatStandsBehindACommandThatIsPutOffWaitsToo() {
        other.call("CLIENT", "PAUSE", "60000", "WRITE");
        pipeline("SET k 1", "GET k", "PING");
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> other.call("INFO", "clients").text().contains("blocked_clients:1\r\n"));
        assertThat(other.call("GET", "k").isNull()).isTrue();
        assertThat(client.hasUnread()).isFalse();

        other.call("CLIENT", "UNPAUSE");
        assertThat(client.read().text()).isEqualTo("OK");
        assertThat(client.read().text()).isEqualTo("1");
        assertThat(client.read().text()).isEqualTo("PONG");
    }

    @Test
    void onesOwnInvalidationStandsBetweenTwoReplies() {
        client.call("HELLO", "3");
        client.call("CLIENT", "TRACKING", "ON");
        pipeline("GET k", "SET k 1", "PING");
        assertThat(client.read().isNull()).isTrue();
        assertThat(client.read().text()).isEqualTo("OK");
        assertThat(client.read().toString()).isEqualTo(">2[$\"invalidate\", *1[$\"k\"]]");
        assertThat(client.read().text()).isEqualTo("PONG");
    }

    @Test
    void onesOwnInvalidationComesBehindAReplyThatWasPutOff() {
        client.call("HELLO", "3");
        client.call("CLIENT", "TRACKING", "ON");
        client.call("GET", "k");
        other.call("CLIENT", "PAUSE", "60000", "WRITE");
        pipeline("SET k 1", "PING");
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> other.call("INFO", "clients").text().contains("blocked_clients:1\r\n"));
        other.call("CLIENT", "UNPAUSE");
        assertThat(client.read().text()).isEqualTo("OK");
        assertThat(client.read().toString()).isEqualTo(">2[$\"invalidate\", *1[$\"k\"]]");
        assertThat(client.read().text()).isEqualTo("PONG");
    }

    @Test
    void aConnectionThatEndsWhileItIsPausedIsForgotten() {
        other.call("CLIENT", "PAUSE", "60000", "WRITE");
        pipeline("SET k 1");
        client.close();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> other.call("INFO", "clients").text().contains("connected_clients:1\r\n"));
        other.call("CLIENT", "UNPAUSE");
        assertThat(other.call("GET", "k").isNull()).isTrue();
    }

    @Test
    void aMonitorIsShownWhatOthersDo() {
        assertThat(client.call("MONITOR").text()).isEqualTo("OK");
        other.call("SET", "k", "v");
        assertThat(client.read().text()).matches("\\d+\\.\\d{6} \\[0 127\\.0\\.0\\.1:\\d+] \"SET\" \"k\" \"v\"");
        assertThat(client.call("PING").text()).isEqualTo("PONG");
        assertThat(client.read().text()).endsWith("\"PING\"");
    }

    private void pipeline(String... lines) {
        client.sendRaw((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
