package io.redispatterns.spring.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redispatterns.cache.WarmingProgress.State;
import io.redispatterns.spring.annotation.CacheWarming;
import io.redispatterns.spring.annotation.Cached;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that is not ready before a cache is warm. */
class WarmingReadinessTest {

    private static final String INDICATOR = "redisPatternsWarmingHealthIndicator";

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    static class Cities {

        static CountDownLatch gate = new CountDownLatch(0);

        @Cached("cities")
        String find(long id) throws InterruptedException {
            assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
            return "city " + id;
        }

        @CacheWarming(cache = "cities", readiness = true, repeats = true)
        List<Long> popular() {
            return List.of(1L, 2L, 3L);
        }
    }

    static class NotAwaited {

        @Cached("cities")
        String find(long id) {
            return "city " + id;
        }

        @CacheWarming("cities")
        List<Long> popular() {
            return List.of(1L);
        }
    }

    private static ConfigurableApplicationContext start(Class<?> bean, String... arguments) {
        String[] all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--management.endpoint.health.probes.enabled=true",
                                "--management.endpoint.health.group.readiness.include=readinessState,redisPatternsWarming"))
                .toArray(String[]::new);
        return new SpringApplicationBuilder(Application.class, bean)
                .web(WebApplicationType.NONE)
                .run(all);
    }

    private static Health health(ConfigurableApplicationContext context) {
        return context.getBean(INDICATOR, HealthIndicator.class).health();
    }

    private static Status readiness(ConfigurableApplicationContext context) {
        HealthDescriptor readiness = context.getBean(HealthEndpoint.class).healthForPath("readiness");
        assertThat(readiness).isNotNull();
        return readiness.getStatus();
    }

    @Test
    void itIsReadyWhenTheFirstRunIsOver() {
        Cities.gate = new CountDownLatch(1);
        try (ConfigurableApplicationContext context = start(Cities.class)) {
            await().untilAsserted(() -> assertThat(health(context).getDetails().get("popular"))
                    .isEqualTo(Map.of(
                            "cache",
                            "cities",
                            "state",
                            State.RUNNING,
                            "loaded",
                            0L,
                            "skipped",
                            0L,
                            "failed",
                            0L,
                            "total",
                            3L)));
            assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(readiness(context)).isEqualTo(Status.OUT_OF_SERVICE);
            Cities.gate.countDown();
            await().until(() -> readiness(context).equals(Status.UP));
            assertThat(health(context).getDetails().get("popular")).asString().contains("loaded=3");
        } finally {
            Cities.gate.countDown();
        }
    }

    @Test
    void aRedisThatDoesNotAnswerHoldsUpNobody() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        try (ConfigurableApplicationContext context =
                start(Cities.class, "--spring.data.redis.host=127.0.0.1", "--spring.data.redis.port=" + nobody)) {
            await().until(() -> readiness(context).equals(Status.UP));
            assertThat(health(context).getDetails().get("popular")).asString().contains("state=STALLED", "loaded=0");
        }
    }

    @Test
    void aWarmingThatIsTurnedOffHoldsUpNobody() {
        Cities.gate = new CountDownLatch(1);
        for (String property : List.of("enabled", "readiness")) {
            try (ConfigurableApplicationContext context =
                    start(Cities.class, "--redis-patterns.cache.warming.popular." + property + "=false")) {
                assertThat(readiness(context)).isEqualTo(Status.UP);
                assertThat(health(context).getDetails()).isEmpty();
            }
        }
        Cities.gate.countDown();
    }

    @Test
    void aPropertyCanAskForIt() {
        try (ConfigurableApplicationContext context =
                start(NotAwaited.class, "--redis-patterns.cache.warming.popular.readiness=true")) {
            await().until(() -> readiness(context).equals(Status.UP));
            assertThat(health(context).getDetails()).containsKey("popular");
        }
    }

    @Test
    void nothingIsThereThatNobodyWaitsFor() {
        assertThatThrownBy(() -> start(NotAwaited.class).close()).hasMessageContaining("redisPatternsWarming");
        try (ConfigurableApplicationContext context =
                start(NotAwaited.class, "--management.endpoint.health.validate-group-membership=false")) {
            assertThat(context.containsBean(INDICATOR)).isFalse();
        }
    }
}
