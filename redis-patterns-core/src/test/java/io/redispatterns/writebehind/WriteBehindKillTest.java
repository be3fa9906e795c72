package io.redispatterns.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redispatterns.codec.StringCodec;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.redis.RedisGateway;
import io.redispatterns.writebehind.LoopbackDatabase.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes that share a real server and write into one database are killed with SIGKILL at random moments, one, two or all
 * three at a time, and replaced. The system properties {@code writebehind.rounds} and {@code writebehind.seed} choose another run.
 */
class WriteBehindKillTest {

    private static final int NODES = 3;
    private static final int ROUNDS = Integer.getInteger("writebehind.rounds", 2);
    private static final long SEED = Long.getLong("writebehind.seed", System.nanoTime());

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @TempDir
    Path logs;

    private final Random random = new Random(SEED);
    private final Map<Integer, Process> alive = new ConcurrentHashMap<>();
    private LoopbackDatabase database;
    private int started;

    @BeforeEach
    void setUp() throws IOException {
        System.out.println("seed " + SEED);
        database = new LoopbackDatabase(SEED, alive::containsKey);
    }

    @AfterEach
    void tearDown() throws Exception {
        kill(Set.copyOf(alive.keySet()));
        database.close();
    }

    @Test
    void losesNothingAndKeepsTheOrderWhenProcessesAreKilled() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            while (alive.size() < NODES) {
                startNode();
            }
            await().atMost(Duration.ofSeconds(60)).until(this::isEachAtWork);
            await().pollDelay(Duration.ofMillis(random.nextInt(500))).until(() -> true);
            kill(someNodes(round == ROUNDS - 1 ? NODES : 1 + random.nextInt(NODES)));
        }
        database.becomeReliable();
        try (RedisGateway gateway = WriteBehindNode.gateway(REDIS.uri());
                WriteBehind<String> rows = WriteBehinds.open(
                        gateway, WriteBehindNode.KEYS, StringCodec.INSTANCE, this::write, WriteBehindNode.CONFIG)) {
            assertThat(rows.flush(Duration.ofSeconds(60))).as("flushed").isTrue();
            assertThat(rows.backlog().depth()).isZero();
            check(rows.deadLetters(10_000_000));
        }
    }

    private void startNode() throws IOException {
        int node = started++;
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriteBehindNode.class.getName(),
                        REDIS.uri(),
                        Integer.toString(database.port()),
                        Integer.toString(node),
                        Long.toString(random.nextLong()))
                .redirectErrorStream(true)
                .redirectOutput(logs.resolve("node-" + node).toFile())
                .start();
        alive.put(node, process);
    }

    private boolean isEachAtWork() {
        assertThat(alive.values()).as("nodes die by being killed only").allMatch(Process::isAlive);
        return alive.keySet().stream().allMatch(node -> database.acceptedBy(node) >= 100);
    }

    private Set<Integer> someNodes(int count) {
        return alive.keySet().stream()
                .sorted(Comparator.comparingInt(node -> random.nextInt()))
                .limit(count)
                .collect(Collectors.toSet());
    }

    private void kill(Set<Integer> nodes) throws InterruptedException {
        for (int node : nodes) {
            Process process = alive.remove(node);
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private List<WriteResult> write(List<Write<String>> batch) {
        byte[] answers = new byte[batch.size()];
        for (int i = 0; i < answers.length; i++) {
            Write<String> write = batch.get(i);
            String value = write.value() == null ? "" : write.value();
            answers[i] = database.write(-1, write.id(), value, write.version());
        }
        return WriteBehindNode.results(batch, answers);
    }

    private void check(List<DeadLetter<String>> dead) {
        assertThat(database.faults()).isEmpty();
        Map<String, String> deadByName = dead.stream()
                .collect(Collectors.toMap(
                        letter -> LoopbackDatabase.nameOf(letter.id(), letter.version()), DeadLetter::value));
        assertThat(deadByName.values()).allSatisfy(value -> assertThat(value).startsWith(LoopbackDatabase.POISONOUS));
        assertThat(database.refused())
                .as("what is dead was refused by the database")
                .containsAll(deadByName.keySet());
        Map<String, Row> newest = new HashMap<>();
        database.accepted()
                .forEach((id, rows) -> newest.put(
                        id,
                        rows.stream().max(Comparator.comparing(Row::version)).orElseThrow()));
        newest.forEach((id, row) -> check(id, row, deadByName));
        assertThat(database.nodesThatLostAShard())
                .as("who writes something old is killed, or has not renewed its lease in time")
                .containsAll(database.nodesThatWereLate());
        int accepted =
                database.accepted().values().stream().mapToInt(List::size).sum();
        System.out.printf(
                "%d rounds, %d nodes, %,d accepted, %,d dead, lost leases in %d nodes, late in %d%n",
                ROUNDS,
                started,
                accepted,
                dead.size(),
                database.nodesThatLostAShard().size(),
                database.nodesThatWereLate().size());
    }

    /** An intent that its node did not live to hear of may be newer than the newest that was told. */
    private void check(String id, Row newest, Map<String, String> deadByName) {
        Row row = database.rows().getOrDefault(id, new Row("", 0));
        if (row.equals(newest)) {
            return;
        }
        if (row.version() > newest.version()) {
            assertThat(unheard(id)).as("row %s, seed %d", id, SEED).contains(row.value());
        } else if (newest.value().startsWith(LoopbackDatabase.POISONOUS)) {
            assertThat(isDeadOrReplaced(id, newest, deadByName))
                    .as("poison %s of %s is dead, seed %d", newest, id, SEED)
                    .isTrue();
        } else {
            assertThat(unheard(id))
                    .as("%s of %s is lost, seed %d: the row is %s", newest, id, SEED, row)
                    .anyMatch(value -> value.startsWith(LoopbackDatabase.POISONOUS) && deadByName.containsValue(value));
        }
    }

    private boolean isDeadOrReplaced(String id, Row poison, Map<String, String> deadByName) {
        return deadByName.containsKey(LoopbackDatabase.nameOf(id, poison.version()))
                || unheard(id).stream().anyMatch(deadByName::containsValue);
    }

    /** What was announced for an id and not told to be accepted. Removals look all alike: their number decides. */
    private Set<String> unheard(String id) {
        List<String> heard =
                database.accepted().get(id).stream().map(Row::value).toList();
        List<String> announced = database.announced().get(id);
        boolean isARemovalUnheard = Collections.frequency(announced, "") > Collections.frequency(heard, "");
        Set<String> known = Set.copyOf(heard);
        return announced.stream()
                .filter(value -> value.isEmpty() ? isARemovalUnheard : !known.contains(value))
                .collect(Collectors.toSet());
    }
}
