package io.redispatterns.spring.autoconfigure.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.redispatterns.spring.Starter;
import io.redispatterns.spring.Workers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.PatternTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** What Spring Data does, whatever the backend. */
abstract class SpringDataContract {

    abstract String[] properties();

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(Starter.configuration())
                .withPropertyValues(properties());
    }

    private void run(ContextConsumer<AssertableApplicationContext> test) {
        runner().run(context -> {
            assertThat(context).hasNotFailed();
            test.accept(context);
        });
    }

    @BeforeEach
    void empty() {
        run(context -> template(context).execute((RedisCallback<String>) connection -> {
            connection.serverCommands().flushAll();
            return null;
        }));
    }

    private static StringRedisTemplate template(AssertableApplicationContext context) {
        return context.getBean(StringRedisTemplate.class);
    }

    @Test
    void stringsAreWrittenAndRead() {
        run(context -> {
            StringRedisTemplate redis = template(context);
            redis.opsForValue().set("greeting", "hello \u00e9", Duration.ofMinutes(1));
            assertThat(redis.opsForValue().get("greeting")).isEqualTo("hello \u00e9");
            assertThat(redis.getExpire("greeting", TimeUnit.SECONDS)).isBetween(1L, 60L);
            assertThat(redis.opsForValue().get("absent")).isNull();
            assertThat(redis.opsForValue().increment("n", 5)).isEqualTo(5);
            assertThat(redis.opsForValue().multiGet(List.of("greeting", "absent", "n")))
                    .containsExactly("hello \u00e9", null, "5");
            assertThat(redis.delete("greeting")).isTrue();
        });
    }

    @Test
    void hashesAreWrittenAndRead() {
        run(context -> {
            StringRedisTemplate redis = template(context);
            redis.opsForHash().putAll("h", Map.of("a", "1", "b", "2"));
            assertThat(redis.opsForHash().entries("h")).isEqualTo(Map.of("a", "1", "b", "2"));
            assertThat(redis.opsForHash().increment("h", "a", 4)).isEqualTo(5);
            assertThat(redis.opsForHash().get("h", "absent")).isNull();
        });
    }

    @Test
    void anErrorIsAnException() {
        run(context -> {
            StringRedisTemplate redis = template(context);
            redis.opsForHash().put("h", "a", "1");
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> redis.opsForValue().get("h"))
                    .havingRootCause()
                    .withMessageStartingWith("WRONGTYPE");
        });
    }

    @Test
    void aTransactionGivesAllRepliesAtItsEnd() {
        run(context -> {
            List<Object> replies = template(context).execute(new SessionCallback<>() {
                @Override
                @SuppressWarnings("unchecked")
                public <K, V> List<Object> execute(RedisOperations<K, V> operations) {
                    RedisOperations<String, String> redis = (RedisOperations<String, String>) operations;
                    redis.multi();
                    assertThat(redis.opsForValue().increment("n", 2)).isNull();
                    redis.opsForHash().put("h", "a", "1");
                    redis.opsForHash().entries("h");
                    redis.opsForValue().get("absent");
                    return redis.exec();
                }
            });
            assertThat(replies).containsExactly(2L, true, Map.of("a", "1"), null);
        });
    }

    @Test
    void aTransactionOnAWatchedKeyThatChangedDoesNothing() {
        run(context -> {
            StringRedisTemplate redis = template(context);
            List<Object> replies = redis.execute(new SessionCallback<>() {
                @Override
                @SuppressWarnings("unchecked")
                public <K, V> List<Object> execute(RedisOperations<K, V> operations) {
                    RedisOperations<String, String> watching = (RedisOperations<String, String>) operations;
                    watching.watch("n");
                    redis.opsForValue().set("n", "other");
                    watching.multi();
                    watching.opsForValue().set("n", "mine");
                    return watching.exec();
                }
            });
            assertThat(replies).isEmpty();
            assertThat(redis.opsForValue().get("n")).isEqualTo("other");
        });
    }

    @Test
    void aPipelineGivesAllReplies() {
        run(context -> assertThat(template(context).executePipelined((RedisCallback<Object>) connection -> {
                    connection.stringCommands().set(bytes("a"), bytes("1"));
                    connection.stringCommands().incr(bytes("a"));
                    connection.stringCommands().get(bytes("a"));
                    return null;
                }))
                .containsExactly(true, 2L, "2"));
    }

    @Test
    void messagesReachAContainer() {
        run(context -> {
            LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
            RedisMessageListenerContainer container = new RedisMessageListenerContainer();
            container.setConnectionFactory(template(context).getRequiredConnectionFactory());
            container.afterPropertiesSet();
            container.addMessageListener(
                    (message, pattern) -> heard.add("channel " + new String(message.getBody(), StandardCharsets.UTF_8)),
                    new ChannelTopic("news"));
            container.addMessageListener(
                    (message, pattern) -> heard.add("pattern " + new String(message.getBody(), StandardCharsets.UTF_8)),
                    new PatternTopic("spo*"));
            container.start();
            try {
                template(context).convertAndSend("news", "one");
                assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("channel one");
                template(context).convertAndSend("sport", "two");
                assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("pattern two");
            } finally {
                container.destroy();
            }
        });
    }

    @Test
    void theReactiveTemplateWorks() {
        run(context -> {
            ReactiveStringRedisTemplate redis = context.getBean(ReactiveStringRedisTemplate.class);
            assertThat(redis.opsForValue()
                            .set("r", "1")
                            .then(redis.opsForValue().increment("r"))
                            .block(Duration.ofSeconds(5)))
                    .isEqualTo(2);
        });
    }

    @Test
    void manyThreadsShareAConnection() {
        run(context -> {
            StringRedisTemplate redis = template(context);
            try (Workers workers = new Workers(8)) {
                workers.each(() -> {
                    for (int n = 0; n < 100; n++) {
                        redis.opsForValue().increment("shared");
                    }
                });
            }
            assertThat(redis.opsForValue().get("shared")).isEqualTo("800");
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
