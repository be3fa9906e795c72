package io.redispatterns.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.codec.StringCodec;
import io.redispatterns.key.HashTag;
import io.redispatterns.key.KeySpace;
import io.redispatterns.key.KeyTemplate;
import io.redispatterns.redis.Command;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.writebehind.WriteBehindConfig.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random puts and removals by several instances that share a Redis, come and go and lose their leases, into a database that
 * fails, against a map. The system properties {@code writebehind.seed} and {@code writebehind.steps} choose another run.
 */
abstract class WriteBehindModelContract {

    private static final KeyTemplate KEYS = KeySpace.of("test").template("writebehind", "rows", HashTag.ID);
    private static final int SHARDS = 4;
    private static final int IDS = 40;
    private static final long SEED = Long.getLong("writebehind.seed", System.nanoTime());
    private static final int STEPS = Integer.getInteger("writebehind.steps", 3_000);

    private static final WriteBehindConfig CONFIG = WriteBehindConfig.custom()
            .shards(SHARDS)
            .batchSize(7)
            .maxDelay(Duration.ofMillis(5))
            .maxPending(20)
            .overflow(Overflow.WRITE_THROUGH)
            .initialBackoff(Duration.ofMillis(1))
            .maxBackoff(Duration.ofMillis(8))
            .lease(Duration.ofMillis(600))
            .pollInterval(Duration.ofMillis(300))
            .closeTimeout(Duration.ofMillis(20))
            .build();

    /** The newest accepted intent of an id. */
    private record Intent(String value, long version) {}

    private final Random random = new Random(SEED);
    private final FlakyDatabase database = new FlakyDatabase(SEED);
    private final Map<String, Intent> model = new HashMap<>();
    private final List<WriteBehind<String>> instances = new ArrayList<>();
    private RedisGateway gateway;

    abstract RedisGateway open();

    @BeforeEach
    void setUp() {
        System.out.println("seed " + SEED);
        gateway = open();
        gateway.call(Command.of("FLUSHALL"));
        for (int i = 0; i < 3; i++) {
            instances.add(openInstance());
        }
    }

    @AfterEach
    void tearDown() {
        instances.forEach(WriteBehind::close);
        gateway.close();
    }

    private WriteBehind<String> openInstance() {
        return WriteBehinds.open(gateway, KEYS, StringCodec.INSTANCE, database, CONFIG);
    }

    @Test
    void theDatabaseEndsAsTheModel() throws Exception {
        for (int step = 0; step < STEPS; step++) {
            act(step);
        }
        database.becomeReliable();
        WriteBehind<String> last = instances.get(0);
        assertThat(last.flush(Duration.ofSeconds(60)))
                .as("flushed, seed %d", SEED)
                .isTrue();
        assertThat(last.backlog().depth()).isZero();
        Map<String, DeadLetter<String>> dead = last.deadLetters(1_000_000).stream()
                .collect(Collectors.toMap(
                        DeadLetter::id,
                        letter -> letter,
                        (one, later) -> one.version() > later.version() ? one : later));
        model.forEach((id, intent) -> {
            if (isPoison(intent.value())) {
                assertThat(dead.get(id).version())
                        .as("dead %s, seed %d", id, SEED)
                        .isEqualTo(intent.version());
            } else {
                assertThat(database.rows.get(id))
                        .as("row %s, seed %d", id, SEED)
                        .isEqualTo(intent);
            }
        });
        assertThat(database.rows.keySet()).isSubsetOf(model.keySet());
        assertThat(dead.values())
                .allSatisfy(letter -> assertThat(isPoison(letter.value())).isTrue());
        assertThat(database.batchesWithTwoOfAnId).hasValue(0);
    }

    private void act(int step) throws InterruptedException {
        int choice = random.nextInt(1_000);
        if (choice < 940) {
            write(step);
        } else if (choice < 960) {
            loseALease();
        } else if (choice < 965) {
            int index = random.nextInt(instances.size());
            instances.get(index).close();
            instances.set(index, openInstance());
        } else if (choice < 970) {
            boolean unused = any().flush(Duration.ofMillis(20));
        } else {
            checkPending();
        }
    }

    private WriteBehind<String> any() {
        return instances.get(random.nextInt(instances.size()));
    }

    private void write(int step) {
        String id = "r" + random.nextInt(IDS);
        int kind = random.nextInt(100);
        String value = kind < 20 ? null : kind < 23 ? "poison" + step : "v" + step;
        try {
            Acceptance acceptance = value == null ? any().remove(id) : any().put(id, value);
            Intent before = model.put(id, new Intent(value, acceptance.version()));
            assertThat(acceptance.version()).isGreaterThan(before == null ? 0 : before.version());
        } catch (WriteThroughException e) {
            // Not accepted: what was accepted before stays, unless the database took it and said otherwise, which it
            // does not.
        }
    }

    /** The owner may be in the middle of a write: somebody else may write the same or a newer intent meanwhile. */
    private void loseALease() {
        gateway.call(Command.of("DEL").key(KEYS.key(Integer.toString(random.nextInt(SHARDS)), "lease")));
    }

    /** The accepting thread is this one: what is pending can only be its newest intent. */
    private void checkPending() {
        String id = "r" + random.nextInt(IDS);
        Intent newest = model.get(id);
        Pending<String> pending = any().pending(id);
        if (pending instanceof Pending.Value<String> value) {
            assertThat(new Intent(value.value(), value.version())).isEqualTo(newest);
        } else if (pending instanceof Pending.Removal<String> removal) {
            assertThat(new Intent(null, removal.version())).isEqualTo(newest);
        } else if (newest != null && !isPoison(newest.value())) {
            assertThat(database.rows.get(id))
                    .as("neither pending nor written, seed %d", SEED)
                    .isEqualTo(newest);
        }
    }

    private static boolean isPoison(String value) {
        return value != null && value.startsWith("poison");
    }

    /** Takes greater versions only, does not like poison, and fails at random in every way there is. */
    private static final class FlakyDatabase implements Writer<String> {

        private final Map<String, Intent> rows = new ConcurrentHashMap<>();
        private final AtomicInteger batchesWithTwoOfAnId = new AtomicInteger();
        private final Random random;
        private volatile boolean reliable;

        FlakyDatabase(long seed) {
            this.random = new Random(seed + 1);
        }

        void becomeReliable() {
            reliable = true;
        }

        @Override
        public Collection<WriteResult> write(List<Write<String>> batch) {
            if (batch.stream().map(Write::id).distinct().count() < batch.size()) {
                batchesWithTwoOfAnId.incrementAndGet();
            }
            if (fails(10)) {
                throw new IllegalStateException("before anything was written");
            }
            List<WriteResult> results = new ArrayList<>();
            for (Write<String> write : batch) {
                if (!fails(20)) {
                    results.add(write(write));
                }
            }
            if (batch.size() > 1 && fails(20)) {
                throw new IllegalStateException("after everything was written");
            }
            return results;
        }

        private WriteResult write(Write<String> write) {
            if (isPoison(write.value())) {
                return write.poison(new IllegalArgumentException("poison"));
            }
            if (fails(5)) {
                return write.retry(new IllegalStateException("locked"));
            }
            rows.merge(
                    write.id(),
                    new Intent(write.value(), write.version()),
                    (old, row) -> old.version() < row.version() ? row : old);
            return write.written();
        }

        private boolean fails(int oneIn) {
            return !reliable && random.nextInt(oneIn) == 0;
        }
    }
}
