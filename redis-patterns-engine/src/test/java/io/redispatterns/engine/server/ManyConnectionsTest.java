package io.redispatterns.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.UnixOperatingSystemMXBean;
import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.testing.RespClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Many connections at a time: silent ones, and ones that send rubbish. */
class ManyConnectionsTest {

    private static final int SILENT = 10_000;
    private static final int RUBBISH = 1_000;
    /** Files that are open besides those of the connections, which take two each: the client's end is in this process too. */
    private static final int OTHER_FILES = 500;

    private static final long MAX_HEAP_BYTES_OF_A_SILENT_CONNECTION = 8 * 1024;

    private RedisEngine engine;
    private RespServer server;

    @BeforeEach
    void start() throws IOException {
        engine = RedisEngine.open(EngineConfig.custom()
                .set("port", "0")
                .set("maxclients", "100000")
                .build());
        server = RespServer.start(engine);
    }

    @AfterEach
    void stop() {
        server.close();
        engine.close();
    }

    /** As many as asked for, or as many as this process may have open. */
    private static int affordable(int connections) {
        boolean isKnown = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean;
        if (!isKnown) {
            return connections;
        }
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - OTHER_FILES;
        return (int) Math.min(connections, free / 2);
    }

    private SocketChannel open() throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    }

    private void assertServes() {
        try (RespClient client = new RespClient(server.port())) {
            assertThat(client.call("PING").text()).isEqualTo("PONG");
        }
    }

    private void awaitConnections(int count) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> server.connectionCount() == count);
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void silentConnectionsCostLittleAndNothingWhenTheyAreGone(TestReporter reporter) throws IOException {
        int count = affordable(SILENT);
        assertServes();
        awaitConnections(0);
        long before = usedHeap();
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                clients.add(open());
            }
            awaitConnections(count);
            assertServes();
            long each = (usedHeap() - before) / count;
            reporter.publishEntry(count + " silent connections", each + " bytes of heap each, both ends");
            assertThat(each).isLessThan(MAX_HEAP_BYTES_OF_A_SILENT_CONNECTION);
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
        clients.clear();
        awaitConnections(0);
        assertServes();
        awaitConnections(0);
        assertThat(usedHeap()).isCloseTo(before, within(count * MAX_HEAP_BYTES_OF_A_SILENT_CONNECTION / 8));
    }

    @Test
    void rubbishOnManyConnectionsHarmsNobodyElse() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RUBBISH; i++) {
            byte[] rubbish = new byte[random.nextInt(1, 5_000)];
            random.nextBytes(rubbish);
            if (random.nextBoolean()) {
                rubbish[0] = '*';
            }
            try (SocketChannel client = open()) {
                client.write(ByteBuffer.wrap(rubbish));
            }
        }
        assertServes();
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(server.connectionCount()).as("seed %d", seed).isZero());
    }
}
