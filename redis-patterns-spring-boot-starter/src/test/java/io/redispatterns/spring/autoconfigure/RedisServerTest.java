package io.redispatterns.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.redispatterns.RedisPatterns;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.Command;
import io.redispatterns.spring.Starter;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Our client has the settings of Boot's. */
class RedisServerTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with("--requirepass", "s3cret");

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(Starter.configuration());

    private void withServer(Consumer<RedisServer> check, String... properties) {
        runner.withPropertyValues(properties).run(context -> {
            RedisServer server = RedisServer.of(context.getBean(RedisConnectionFactory.class), null);
            try {
                check.accept(server);
            } finally {
                server.client().shutdown();
            }
        });
    }

    @Test
    void addressCredentialsDatabaseAndClientNameAreBoots() {
        withServer(
                server -> {
                    RedisURI uri = server.uri();
                    assertThat(uri.getHost()).isEqualTo("redis.example");
                    assertThat(uri.getPort()).isEqualTo(6380);
                    assertThat(uri.getDatabase()).isEqualTo(3);
                    assertThat(uri.getClientName()).isEqualTo("guide");
                    assertThat(uri.isSsl()).isFalse();
                    assertThat(uri.getCredentialsProvider().resolveCredentials().block(Duration.ofSeconds(5)))
                            .satisfies(credentials -> {
                                assertThat(credentials.getUsername()).isEqualTo("app");
                                assertThat(new String(credentials.getPassword()))
                                        .isEqualTo("s3cret");
                            });
                    assertThat(uri.toString()).doesNotContain("s3cret");
                    assertThat(server.timeoutOr(Duration.ofSeconds(1))).hasSeconds(1);
                },
                "spring.data.redis.url=redis://app:s3cret@redis.example:6380/3",
                "spring.data.redis.client-name=guide");
    }

    @Test
    void aUrlMayAskForTls() {
        withServer(
                server -> assertThat(server.uri().isSsl()).isTrue(),
                "spring.data.redis.url=rediss://redis.example:6380");
        withServer(
                server -> assertThat(server.uri().isSsl()).isTrue(),
                "spring.data.redis.host=redis.example",
                "spring.data.redis.ssl.enabled=true");
    }

    @Test
    void timeoutsAndCustomizersAreApplied() {
        runner.withPropertyValues("spring.data.redis.host=redis.example", "spring.data.redis.timeout=250ms")
                .withBean(
                        LettuceClientOptionsBuilderCustomizer.class,
                        () -> options -> options.socketOptions(SocketOptions.builder()
                                .connectTimeout(Duration.ofMillis(123))
                                .build()))
                .run(context -> {
                    RedisServer server = RedisServer.of(context.getBean(RedisConnectionFactory.class), null);
                    assertThat(server.timeoutOr(Duration.ofSeconds(1))).hasMillis(250);
                    assertThat(server.client().getOptions().getSocketOptions().getConnectTimeout())
                            .hasMillis(123);
                    server.client().shutdown();
                });
    }

    @Test
    void aPasswordOpensTheServer() {
        runner.withPropertyValues("spring.data.redis.url=redis://:s3cret@127.0.0.1:" + REDIS.port() + "/2")
                .run(context ->
                        assertThat(pong(context.getBean(RedisPatterns.class))).isEqualTo("PONG"));
    }

    @Test
    void theServerOfAConnectionFactoryOfTheApplicationIsUsed() {
        RedisStandaloneConfiguration server = new RedisStandaloneConfiguration("127.0.0.1", REDIS.port());
        server.setPassword("s3cret");
        runner.withBean("own", LettuceConnectionFactory.class, () -> new LettuceConnectionFactory(server))
                .run(context ->
                        assertThat(pong(context.getBean(RedisPatterns.class))).isEqualTo("PONG"));
    }

    private static String pong(RedisPatterns patterns) {
        return patterns.gateway().call(Command.of("PING")).asString();
    }
}
