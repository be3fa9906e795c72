package io.redispatterns.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cases of {@code cluster/cluster.txt}: the engine as a cluster of one node, and a real one that has been given all slots. */
class ClusterConformanceTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with("--cluster-enabled", "yes");

    @BeforeAll
    static void giveAllSlots() {
        try (RespClient client = new RespClient(REDIS.port())) {
            assertThat(client.call("CLUSTER", "ADDSLOTSRANGE", "0", "16383").text())
                    .isEqualTo("OK");
            Awaitility.await()
                    .atMost(20, TimeUnit.SECONDS)
                    .until(() -> client.call("CLUSTER", "INFO").text().contains("cluster_state:ok"));
        }
    }

    @TestFactory
    Stream<DynamicTest> theEngineAnswersAsAClusterOfOneNode() {
        URI file = URI.create(
                Objects.requireNonNull(ClusterConformanceTest.class.getResource("/conformance/cluster/cluster.txt"))
                        .toString());
        return ConformanceFile.read(Path.of(file)).cases().stream()
                .flatMap(one -> Stream.of(RespVersion.values()).map(version -> test(one, version)));
    }

    private static DynamicTest test(ConformanceFile.Case one, RespVersion version) {
        EngineConfig config =
                EngineConfig.custom().set("cluster-enabled", "yes").build();
        return DynamicTest.dynamicTest(
                one.title() + " [" + version + "]", one.place().toUri(), () -> {
                    try (ConformanceRun run = new ConformanceRun(one, version, REDIS.port(), config)) {
                        run.run();
                    }
                });
    }
}
