package io.redispatterns.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redispatterns.RedisPatterns;
import io.redispatterns.backend.embedded.EmbeddedGateway;
import io.redispatterns.cache.CacheEvent.OwedInvalidationsMade;
import io.redispatterns.cache.CacheLookup.Hit;
import io.redispatterns.cache.CacheLookup.Miss;
import io.redispatterns.cache.CacheLookup.Stale;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.FilterGateway;
import io.redispatterns.redis.GatewayUnavailableException;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.redis.RedisValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invalidations that Redis did not confirm, of one instance of two. */
class OwedInvalidationsTest {

    private static final CacheConfig CONFIG = CacheConfig.custom()
            .ttl(Duration.ofMinutes(5))
            .failSafe(FailSafeConfig.of(Duration.ofMinutes(5)))
            .build();

    private final RedisEngine engine = RedisEngine.open();
    private final Unreliable unreliable = new Unreliable(EmbeddedGateway.on(engine));
    private final List<RedisPatterns> instances = new ArrayList<>();
    private final Cache<String> cache = instance(unreliable);
    private final Cache<String> other = instance(EmbeddedGateway.on(engine));
    private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

    /** A gateway that fails as told: every call, or those that change something. */
    private static final class Unreliable extends FilterGateway {

        private volatile boolean down;
        private volatile boolean readOnly;

        private Unreliable(RedisGateway gateway) {
            super(gateway);
        }

        @Override
        public RedisValue call(Command command) {
            failIfDown();
            return super.call(command);
        }

        @Override
        public List<RedisValue> pipeline(List<Command> commands) {
            failIfDown();
            List<RedisValue> replies = new ArrayList<>();
            for (Command command : commands) {
                replies.add(
                        readOnly && command.name().equals("UNLINK")
                                ? RedisValue.ErrorValue.parse("READONLY You can't write against a read only replica.")
                                : super.pipeline(List.of(command)).get(0));
            }
            return replies;
        }

        private void failIfDown() {
            if (down) {
                throw GatewayUnavailableException.refused("down");
            }
        }
    }

    private Cache<String> instance(RedisGateway gateway) {
        RedisPatterns patterns =
                RedisPatterns.on(gateway).namespace("test").closeGateway(true).build();
        instances.add(patterns);
        return patterns.cache("words", String.class, CONFIG);
    }

    @AfterEach
    void close() {
        instances.forEach(RedisPatterns::close);
        engine.close();
    }

    @Test
    void theOwnReadersAreNotServedTheOldValueAgain() {
        cache.put("a", "old");
        unreliable.down = true;
        assertThat(cache.invalidate("a")).isFalse();
        assertThat(cache.stats().owedInvalidations()).isEqualTo(1);
        assertThat(cache.get("a", id -> "from the source")).isEqualTo("from the source");
        unreliable.down = false;
        assertThat(cache.get("a", id -> "new")).isEqualTo("new");
        assertThat(cache.stats().owedInvalidations()).isZero();
        assertThat(other.lookup("a")).isEqualTo(new Hit<>("new"));
    }

    @Test
    void aReadThatCannotMakeUpForOneServesNothing() {
        cache.put("a", "old");
        cache.put("b", "untouched");
        unreliable.readOnly = true;
        assertThat(cache.invalidate("a")).isFalse();
        assertThat(cache.lookup("a")).isInstanceOf(CacheLookup.Failed.class);
        assertThat(cache.get("a", id -> "from the source")).isEqualTo("from the source");
        assertThat(cache.getAll(List.of("a", "b"), ids -> Map.of("a", "1", "b", "2")))
                .containsEntry("a", "1");
        assertThat(cache.lookup("b")).isEqualTo(new Hit<>("untouched"));
        unreliable.readOnly = false;
        assertThat(cache.lookup("a")).isInstanceOf(Miss.class);
    }

    @Test
    void theyAreMadeUpForInTheBackground() {
        cache.addListener(events::add);
        cache.put("a", "old");
        cache.put("b", "old");
        unreliable.down = true;
        cache.invalidate("a");
        cache.put("b", "refused");
        assertThat(other.lookup("a")).isEqualTo(new Hit<>("old"));
        unreliable.down = false;
        await().untilAsserted(() -> assertThat(other.lookup("a")).isInstanceOf(Miss.class));
        await().untilAsserted(() -> assertThat(other.lookup("b")).isInstanceOf(Miss.class));
        await().untilAsserted(() -> assertThat(events).contains(new OwedInvalidationsMade("words", 2)));
        assertThat(cache.stats().owedInvalidations()).isZero();
    }

    @Test
    void aPutThatIsConfirmedIsWorthMore() {
        cache.put("a", "old");
        unreliable.down = true;
        cache.invalidate("a");
        unreliable.down = false;
        assertThat(cache.put("a", "new")).isTrue();
        assertThat(cache.stats().owedInvalidations()).isZero();
        assertThat(cache.lookup("a")).isEqualTo(new Hit<>("new"));
    }

    @Test
    void whatIsOnlyMadeStaleStaysForFailures() {
        cache.put("a", "old");
        cache.put("b", "old");
        unreliable.down = true;
        cache.expireAll(List.of("a", "b"));
        cache.invalidate("b");
        cache.expireAll(List.of("b"));
        unreliable.down = false;
        assertThat(cache.lookup("a")).isEqualTo(new Stale<>("old"));
        assertThat(cache.lookup("b")).isInstanceOf(Miss.class);
    }

    @Test
    void tagsAreOwedToo() {
        load("a", "one");
        load("b", "two");
        load("c", "three");
        unreliable.down = true;
        assertThat(cache.invalidateTags(List.of("one"))).isFalse();
        assertThat(cache.expireTags(List.of("two"))).isFalse();
        unreliable.down = false;
        assertThat(cache.lookup("a")).isInstanceOf(Miss.class);
        assertThat(cache.lookup("b")).isEqualTo(new Stale<>("old"));
        assertThat(cache.lookup("c")).isEqualTo(new Hit<>("old"));
    }

    private void load(String id, String tag) {
        cache.get(id, (same, context) -> {
            context.tags(tag);
            return "old";
        });
    }

    @Test
    void theWholeCacheIsOwedToo() {
        cache.put("a", "old");
        unreliable.down = true;
        assertThat(cache.expireAll()).isFalse();
        unreliable.down = false;
        assertThat(cache.lookup("a")).isEqualTo(new Stale<>("old"));
        unreliable.down = true;
        assertThat(cache.clear()).isFalse();
        unreliable.down = false;
        assertThat(cache.lookup("a")).isInstanceOf(Miss.class);
    }

    @Test
    void moreThanCanBeRememberedAreTheWholeCache() {
        cache.put("untouched", "old");
        unreliable.down = true;
        cache.invalidateAll(
                IntStream.range(0, 9_999).mapToObj(Integer::toString).toList());
        assertThat(cache.stats().owedInvalidations()).isEqualTo(9_999);
        cache.expireAll(List.of("x", "y"));
        assertThat(cache.stats().owedInvalidations()).isEqualTo(1);
        unreliable.down = false;
        assertThat(cache.lookup("untouched")).isInstanceOf(Miss.class);
        assertThat(cache.stats().owedInvalidations()).isZero();
    }
}
