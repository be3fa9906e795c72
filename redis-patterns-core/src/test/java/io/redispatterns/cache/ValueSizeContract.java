package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redispatterns.RedisPatterns;
import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.cache.CacheLookup.Miss;
import io.redispatterns.codec.StringCodec;
import io.redispatterns.codec.ValueTooLargeException;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large values: in chunks, and refused. */
abstract class ValueSizeContract {

    private static final String LARGE = "0123456789".repeat(1_000);

    private RedisGateway gateway;
    private RedisPatterns patterns;
    private Cache<String> cache;

    abstract RedisGateway open();

    @BeforeEach
    void setUp() {
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
        patterns = RedisPatterns.on(gateway).namespace("test").build();
        CacheConfig config = CacheConfig.custom()
                .ttl(Duration.ofMinutes(5))
                .size(ValueSizeConfig.ofDefaults().withMaxBytes(20_000).withChunkBytes(1_024))
                .build();
        cache = patterns.cache("texts", StringCodec.INSTANCE, config);
    }

    @AfterEach
    void close() {
        patterns.close();
        gateway.close();
    }

    @Test
    void storesLargeValuesInChunksThatEndWithTheirTtl() {
        assertThat(cache.get("a", id -> LARGE)).isEqualTo(LARGE);
        assertThat(cache.lookup("a")).isEqualTo(new Hit<>(LARGE));
        List<byte[]> chunks = chunks();
        assertThat(chunks).hasSize(10);
        assertThat(chunks).allSatisfy(key -> {
            assertThat(gateway.call(Command.of("STRLEN").key(key)).asLong()).isBetween(1L, 1_024L);
            assertThat(gateway.call(Command.of("PTTL").key(key)).asLong()).isBetween(200_000L, 300_000L);
        });
        assertThat(gateway.call(Command.of("STRLEN").key("test:cache:texts:a")).asLong())
                .isLessThan(100);
    }

    @Test
    void isAMissWithoutOneOfItsChunks() {
        cache.put("a", LARGE);
        gateway.call(Command.of("DEL").key(chunks().get(3)));
        assertThat(cache.lookup("a")).isInstanceOf(Miss.class);
        assertThat(cache.stats().undecodable()).isEqualTo(1);
        assertThat(cache.get("a", id -> LARGE)).isEqualTo(LARGE);
        assertThat(cache.lookup("a")).isEqualTo(new Hit<>(LARGE));
    }

    @Test
    void storesSmallValuesInOnePiece() {
        cache.put("a", "small");
        assertThat(chunks()).isEmpty();
        assertThat(cache.lookup("a")).isEqualTo(new Hit<>("small"));
    }

    @Test
    void refusesWhatIsAboveTheLimit() {
        String tooLarge = LARGE.repeat(3);
        cache.put("a", "small");
        assertThatThrownBy(() -> cache.put("a", tooLarge))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("30000")
                .hasMessageContaining("20000");
        assertThat(cache.lookup("a")).isInstanceOf(Miss.class);
        assertThat(cache.get("b", id -> tooLarge)).isEqualTo(tooLarge);
        assertThat(cache.lookup("b")).isInstanceOf(Miss.class);
    }

    private List<byte[]> chunks() {
        return gateway.call(Command.of("KEYS").arg("test:cache:texts:a%*")).asList().stream()
                .map(RedisValue::asBytes)
                .toList();
    }
}
