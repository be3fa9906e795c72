package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.slf4j.LoggerFactory;

/**
 * Runs random operations on caches of one Redis.
 *
 * <p>{@code -Dlinearizability.operations=1000000} runs the long form, {@code -Dlinearizability.seed} repeats the operations and
 * the faults of a run; how threads interleave stays the machine's choice.
 */
abstract class RandomOperations {

    private static final String OPERATIONS = "linearizability.operations";

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

    /** Kills all connections of a type but that of the one who does it. */
    static String kill(RedisGateway admin, String type) {
        admin.call(Command.of("CLIENT")
                .arg("KILL")
                .arg("TYPE")
                .arg(type)
                .arg("SKIPME")
                .arg("yes"));
        return "killed the connections of type " + type;
    }

    /** Every fault would be a line of the log. */
    @BeforeAll
    static void keepQuiet() {
        logger().setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        logger().setLevel(null);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Cache.class.getPackageName());
    }

    /**
     * Runs operations, which must not show a violation; returns how many reads copies in the process have answered.
     *
     * @param standard how many operations, unless it is set
     */
    final long holds(CacheConfig config, LinearizabilityRun.Link link, long standard) throws Exception {
        long operations = Long.getLong(OPERATIONS, standard);
        long seed = Long.getLong("linearizability.seed", new SecureRandom().nextInt());
        RedisGateway admin = open();
        try (LinearizabilityRun run = new LinearizabilityRun(seed, config, this::open, link, this::disturb)) {
            admin.call(Command.of("FLUSHALL"));
            List<String> violations = run.run(operations, admin);
            System.out.printf("%s, seed %d: %s%n", getClass().getSimpleName(), seed, run.summary());
            assertThat(violations)
                    .as("violations with -Dlinearizability.seed=%d -D%s=%d", seed, OPERATIONS, operations)
                    .isEmpty();
            return run.nearHits();
        } finally {
            admin.close();
        }
    }
}
