package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * No reader gets what was invalidated, whatever the network does: random operations, on every gateway.
 *
 * <p>{@code -Dlinearizability.operations=1000000} runs the long form, {@code -Dlinearizability.seed} repeats the operations and
 * the faults of a run; how threads interleave stays the machine's choice.
 */
abstract class LinearizabilityContract {

    private static final long OPERATIONS = Long.getLong("linearizability.operations", 6_000);

    private static final CacheConfig PLAIN = CacheConfig.custom()
            .ttl(Duration.ofMillis(40))
            .jitter(0.5)
            .lease(new LeaseConfig(Duration.ofMillis(30), Duration.ofSeconds(2), Duration.ofMillis(3)))
            .build();

    /** A gateway to the one Redis of the test. */
    abstract RedisGateway open();

    /** Does something to Redis, or to the connections to it, that no acknowledged invalidation may be lost by; tells what. */
    abstract String disturb(RedisGateway admin, Chance chance);

    /** Evicts an entry or the state of the cache, as a server does that is short of memory. */
    static String evict(RedisGateway admin, Chance chance) {
        List<byte[]> keys = admin.call(Command.of("KEYS").arg("test:*")).asList().stream()
                .map(key -> key.asBytes())
                .toList();
        if (keys.isEmpty()) {
            return "nothing is evicted";
        }
        byte[] key = keys.get(chance.below(keys.size()));
        admin.call(Command.of("DEL").key(key));
        return "evicted " + new String(key, UTF_8);
    }

    /** Every fault would be a line of the log. */
    @BeforeAll
    static void keepQuiet() {
        ((Logger) LoggerFactory.getLogger(Cache.class)).setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        ((Logger) LoggerFactory.getLogger(Cache.class)).setLevel(null);
    }

    @Test
    void holdsWithLeases() throws Exception {
        holds(PLAIN);
    }

    @Test
    void holdsWithKeptNullsAndEarlyRefresh() throws Exception {
        holds(CacheConfig.from(PLAIN)
                .negativeTtl(Duration.ofMillis(30))
                .earlyRefresh(EarlyRefresh.threshold(0.3))
                .build());
    }

    @Test
    void holdsWithStaleValuesAndLimitsOfTime() throws Exception {
        holds(CacheConfig.from(PLAIN)
                .negativeTtl(Duration.ofMillis(30))
                .earlyRefresh(EarlyRefresh.xFetch(2))
                .failSafe(new FailSafeConfig(Duration.ofMillis(60), Duration.ofMillis(4), Duration.ofMillis(2)))
                .load(LoadConfig.ofDefaults()
                        .withSoftTimeout(Duration.ofMillis(1))
                        .withHardTimeout(Duration.ofSeconds(1)))
                .build());
    }

    private void holds(CacheConfig config) throws Exception {
        long seed = Long.getLong("linearizability.seed", new SecureRandom().nextInt());
        RedisGateway admin = open();
        try (LinearizabilityRun run = new LinearizabilityRun(seed, config, this::open, this::disturb)) {
            admin.call(Command.of("FLUSHALL"));
            List<String> violations = run.run(OPERATIONS, admin);
            System.out.printf("%s, seed %d: %s%n", getClass().getSimpleName(), seed, run.summary());
            assertThat(violations)
                    .as("violations with -Dlinearizability.seed=%d -Dlinearizability.operations=%d", seed, OPERATIONS)
                    .isEmpty();
        } finally {
            admin.close();
        }
    }
}
