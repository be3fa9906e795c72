package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redispatterns.RedisPatterns;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which ids have a tag. */
abstract class TagIndexContract {

    private static final CacheConfig CONFIG = CacheConfig.custom()
            .ttl(Duration.ofMinutes(5))
            .jitter(0)
            .tagIndex(true)
            .build();

    private RedisGateway gateway;
    private RedisPatterns patterns;
    private Cache<String> cache;

    abstract RedisGateway open();

    @BeforeEach
    void setUp() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
        patterns = RedisPatterns.on(gateway).namespace("test").build();
        cache = patterns.cache("texts", StringCodec.INSTANCE, CONFIG);
    }

    @AfterEach
    void close() {
        patterns.close();
        gateway.close();
    }

    private void load(String id, String... tags) {
        cache.get(id, (same, context) -> {
            context.tags(tags);
            return "value of " + same;
        });
    }

    @Test
    void tellsWhichEntriesHaveATag() {
        load("b", "red", "round");
        load("a", "red");
        load("c", "round");
        load("größe {1}", "red");
        load("d");
        assertThat(cache.idsByTag("red")).containsExactly("a", "b", "größe {1}");
        assertThat(cache.idsByTag("round")).containsExactly("b", "c");
        assertThat(cache.idsByTag("blue")).isEmpty();
    }

    @Test
    void leavesOutWhatIsNotThereAnyMore() throws Exception {
        IntStream.range(0, 4).forEach(i -> load("id-" + i, "red"));
        cache.invalidate("id-0");
        cache.put("id-1", "without a tag");
        cache.writeThrough("id-2", () -> "changed");
        assertThat(cache.idsByTag("red")).containsExactly("id-3");
        cache.invalidateTags(List.of("red"));
        assertThat(cache.idsByTag("red")).isEmpty();
        load("id-3", "red");
        assertThat(cache.idsByTag("red")).containsExactly("id-3");
        cache.clear();
        assertThat(cache.idsByTag("red")).isEmpty();
    }

    @Test
    void namesStaleEntriesToo() {
        load("a", "red");
        cache.expireTags(List.of("red"));
        assertThat(cache.idsByTag("red")).containsExactly("a");
    }

    @Test
    void goesThroughManyIdsInPages() {
        List<String> ids =
                IntStream.range(0, 3_000).mapToObj(i -> "id-%04d".formatted(i)).toList();
        Map<String, String> loaded = cache.getAll(ids, (missing, contexts) -> {
            contexts.values().forEach(context -> context.tags("red"));
            return missing.stream()
                    .collect(Collectors.toMap(id -> id, id -> "value of " + id, (a, b) -> a, LinkedHashMap::new));
        });
        assertThat(loaded).hasSize(3_000);
        assertThat(cache.idsByTag("red")).containsExactlyElementsOf(ids);
    }

    @Test
    void passesOverWhatIsNoEntry() {
        load("a", "red");
        load("b", "red");
        load("c", "red");
        gateway.call(Command.of("DEL").key("test:cache:texts:a"));
        gateway.call(Command.of("HSET").key("test:cache:texts:a").arg("no").arg("entry"));
        gateway.call(Command.of("SET").key("test:cache:texts:b").arg("no entry"));
        assertThat(cache.idsByTag("red")).containsExactly("c");
    }

    @Test
    void readsHeadersWithManyTags() {
        String[] tags = IntStream.range(0, 400).mapToObj(i -> "tag-" + i).toArray(String[]::new);
        load("a", tags);
        assertThat(cache.idsByTag("tag-399")).containsExactly("a");
    }

    @Test
    void forgetsIdsWhoseEntriesHaveEnded() {
        byte[] key = "test:cache-tags:texts:red".getBytes(UTF_8);
        Cache<String> brief = patterns.cache(
                "brief",
                StringCodec.INSTANCE,
                CacheConfig.from(CONFIG).ttl(Duration.ofMillis(20)).build());
        load("a", "red");
        gateway.call(Command.of("ZADD").key(key).arg(1).arg("long ago"));
        load("b", "red");
        assertThat(gateway.call(Command.of("ZCARD").key(key)).asLong()).isEqualTo(2);
        assertThat(gateway.call(Command.of("PTTL").key(key)).asLong()).isBetween(200_000L, 300_000L);
        brief.get("c", (id, context) -> {
            context.tags("red");
            return "short";
        });
        await().untilAsserted(() -> assertThat(gateway.call(Command.of("KEYS").arg("test:cache-tags:brief:*"))
                        .asList())
                .isEmpty());
    }

    @Test
    void asksForAnIndex() {
        Cache<String> without = patterns.cache("without", StringCodec.INSTANCE, CacheConfig.ofDefaults());
        assertThatThrownBy(() -> without.idsByTag("red"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without")
                .hasMessageContaining("index");
    }

    @Test
    void writesNothingForWhatCannotBeNoted() {
        gateway.call(Command.of("SET").key("test:cache-tags:texts:red").arg("not an index"));
        load("a", "red");
        assertThat(cache.lookup("a")).isInstanceOf(CacheLookup.Miss.class);
        assertThat(cache.stats().backendFailures()).isEqualTo(1);
        assertThat(cache.idsByTag("round")).isEmpty();
    }
}
