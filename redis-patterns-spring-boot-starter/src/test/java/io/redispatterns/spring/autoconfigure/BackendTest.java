package io.redispatterns.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.RedisPatterns;
import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.backend.lettuce.LettuceGateway;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.resilience.CircuitBreakingGateway;
import io.redispatterns.spring.Starter;
import io.redispatterns.spring.autoconfigure.embedded.EmbeddedConnectionFactory;
import io.redispatterns.spring.autoconfigure.health.RedisPatternsHealthAutoConfiguration;
import io.redispatterns.spring.autoconfigure.metrics.CacheMetersAutoConfiguration;
import io.redispatterns.spring.autoconfigure.metrics.WriteBehindMetersAutoConfiguration;
import io.redispatterns.spring.autoconfigure.web.CacheStatusAutoConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class BackendTest {

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        RedisPatternsAutoConfiguration.class,
        RedisPatternsHealthAutoConfiguration.class,
        CacheMetersAutoConfiguration.class,
        WriteBehindMetersAutoConfiguration.class,
        CacheStatusAutoConfiguration.class
    })
    static class Application {}

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(Starter.configuration());

    private static final ContextConsumer<AssertableApplicationContext> EMBEDDED = context -> assertThat(context)
            .hasNotFailed()
            .hasSingleBean(RedisEngine.class)
            .hasSingleBean(EmbeddedGateway.class)
            .hasSingleBean(EmbeddedConnectionFactory.class)
            .hasSingleBean(RedisConnectionFactory.class);

    private static final ContextConsumer<AssertableApplicationContext> REDIS = context -> assertThat(context)
            .hasNotFailed()
            .doesNotHaveBean(RedisEngine.class)
            .hasSingleBean(CircuitBreakingGateway.class)
            .doesNotHaveBean(EmbeddedConnectionFactory.class)
            .hasSingleBean(RedisConnectionFactory.class);

    @Test
    void nothingThatPointsToAServerMeansTheEngine() {
        runner.run(EMBEDDED);
        runner.withPropertyValues("spring.data.redis.url=", "spring.data.redis.timeout=2s")
                .run(EMBEDDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.data.redis.url=redis://localhost:1",
                "spring.data.redis.host=localhost",
                "spring.data.redis.port=6380",
                "spring.data.redis.username=app",
                "spring.data.redis.password=secret"
            })
    void aSettingThatPointsToAServerMeansRedis(String property) {
        runner.withPropertyValues(property).run(REDIS);
    }

    @Test
    void connectionDetailsOfATestMeanRedis() {
        runner.withBean("container", DataRedisConnectionDetails.class, () -> new DataRedisConnectionDetails() {
                    @Override
                    public Standalone getStandalone() {
                        return Standalone.of("localhost", 1);
                    }
                })
                .run(REDIS);
    }

    @Test
    void aConnectionFactoryOfTheApplicationMeansItsRedis() {
        runner.withBean(
                        "own",
                        LettuceConnectionFactory.class,
                        () -> new LettuceConnectionFactory(new RedisStandaloneConfiguration("localhost", 1)))
                .run(REDIS);
    }

    @Test
    void whatIsSaidExplicitlyWins() {
        runner.withPropertyValues("redis-patterns.backend=embedded", "spring.data.redis.host=localhost")
                .run(EMBEDDED);
        runner.withPropertyValues("redis-patterns.backend=redis").run(REDIS);
    }

    @Test
    void aGatewayOfTheApplicationIsUsed() {
        RedisGateway own = EmbeddedGateway.open();
        runner.withPropertyValues("redis-patterns.backend=redis")
                .withBean("own", RedisGateway.class, () -> own)
                .run(context -> assertThat(context.getBean(RedisPatterns.class).gateway())
                        .isSameAs(own));
    }

    @Test
    void theCircuitBreakerCanBeLeftOut() {
        runner.withPropertyValues("redis-patterns.backend=redis", "redis-patterns.circuit-breaker.enabled=false")
                .run(context -> assertThat(context).hasSingleBean(LettuceGateway.class));
    }

    @Test
    void theEngineNeedsNeitherLettuceNorSpringData() {
        for (String absent : new String[] {"io.lettuce", "org.springframework.data.redis"}) {
            new ApplicationContextRunner()
                    .withConfiguration(Starter.configuration())
                    .withClassLoader(new FilteredClassLoader(absent))
                    .run(context -> assertThat(context)
                            .hasNotFailed()
                            .hasSingleBean(EmbeddedGateway.class)
                            .doesNotHaveBean(RedisConnectionFactory.class));
        }
    }

    @Test
    void cachesMetersHealthAndTheWebAreOptional() {
        new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.health",
                        "org.springframework.boot.actuate",
                        "io.micrometer",
                        "org.springframework.boot.cache",
                        "org.springframework.cache.jcache",
                        "jakarta.servlet",
                        "org.springframework.web",
                        "reactor"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(RedisPatterns.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spring.application.name=City Guide (EU) | city-guide-eu-",
                "spring.application.name=Orders | orders",
                "redis-patterns.namespace=shop.v2 | shop.v2",
                "spring.main.banner-mode=off | app"
            })
    void theNamespaceIsWhatWasSetOrTheApplicationsName(String property, String namespace) {
        runner.withPropertyValues(property)
                .run(context -> assertThat(
                                context.getBean(RedisPatterns.class).keySpace().namespace())
                        .isEqualTo(namespace));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis-patterns.backend=memcached | memcached | EMBEDDED",
                "redis-patterns.namespace=City Guide | \"City Guide\" | Correct",
                "redis-patterns.embedded.directives.maxmemory=lots | maxmemory | redis.conf",
                "redis-patterns.embedded.directives.no-such-thing=1 | no-such-thing | redis.conf",
                "redis-patterns.cache.defaults.ttl=soon | soon | Update",
                "redis-patterns.cache.defaults.jitter=2 | redis-patterns.cache.defaults: a jitter | methods",
                "redis-patterns.cache.caches.cities.ttl=-1s | redis-patterns.cache.caches.cities: a ttl | Correct",
                "redis-patterns.cache.caches.c.near.max-entries=5 | caches.c.near is set without near.enabled | c.near.enabled",
                "redis-patterns.cache.caches.c.refresh-ahead.after=0.5 | set without refresh-ahead.max-keys | max-keys",
                "redis-patterns.cache.defaults.near.max-entries=-1 | bounded by a number of entries | Correct",
                "redis-patterns.cache.defaults.near.max-staleness=1ms | staleness of a near cache is from | Correct",
                "redis-patterns.cache.defaults.near.max-weight=much | much | Update",
                "redis-patterns.cache.defaults.refresh-ahead.after=2 | between 0 and 1, not 2.0 | Correct",
                "spring.data.redis.sentinel.master=m | Redis Sentinel | RedisGateway",
                "spring.data.redis.cluster.nodes=localhost:1 | Redis Cluster | RedisGateway",
                "spring.data.redis.masterreplica.nodes=localhost:1 | replicas | RedisGateway"
            })
    void aWrongSettingStopsTheStartAndIsExplained(String property, String description, String action) {
        ApplicationContextRunner with = runner.withPropertyValues(property);
        if (property.contains("sentinel")) {
            with = with.withPropertyValues("spring.data.redis.sentinel.nodes=localhost:2");
        }
        with.run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = Explanation.of(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains(description);
            assertThat(analysis.getAction()).contains(action);
        });
    }

    @Test
    void twoBoundsOfANearCacheInOnePlaceStopTheStart() {
        for (String place : new String[] {"redis-patterns.cache.defaults", "redis-patterns.cache.caches.cities"}) {
            runner.withPropertyValues(
                            place + ".near.enabled=true", place + ".near.max-entries=7", place + ".near.max-weight=8MB")
                    .run(context -> assertThat(
                                    Explanation.of(context.getStartupFailure()).getDescription())
                            .startsWith(place)
                            .contains("near.max-entries (7)", "near.max-weight (8388608B)", "both set"));
        }
    }

    @Test
    void settingsOfTheServerBackendAreCheckedToo() {
        Map<String, String> wrong = Map.of(
                "redis-patterns.command-timeout", "redis-patterns.command-timeout=0s",
                "redis-patterns.circuit-breaker", "redis-patterns.circuit-breaker.failure-rate-threshold=200");
        wrong.forEach((setting, property) -> runner.withPropertyValues("redis-patterns.backend=redis", property)
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis = Explanation.of(context.getStartupFailure());
                    assertThat(analysis.getDescription()).startsWith(setting);
                }));
    }

    @Test
    void theEngineOutlivesAPause() {
        runner.run(context -> {
            RedisGateway gateway = context.getBean(RedisGateway.class);
            EmbeddedConnectionFactory factory = context.getBean(EmbeddedConnectionFactory.class);
            factory.getConnection().stringCommands().set(new byte[] {'k'}, new byte[] {'v'});
            context.getSourceApplicationContext(ConfigurableApplicationContext.class)
                    .stop();
            assertThat(gateway.call(Command.of("GET").key("k")).asString()).isEqualTo("v");
            context.getSourceApplicationContext(ConfigurableApplicationContext.class)
                    .start();
            assertThat(factory.getConnection().stringCommands().get(new byte[] {'k'}))
                    .containsExactly('v');
        });
    }
}
