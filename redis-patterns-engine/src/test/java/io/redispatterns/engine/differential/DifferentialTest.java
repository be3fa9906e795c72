package io.redispatterns.engine.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.util.Bytes;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random programs do the same on the engine and on a real redis-server: one test for each grammar in
 * {@code src/test/resources/differential}. The system properties {@code differential.file}, {@code differential.commands} and
 * {@code differential.seed} choose one grammar, how many commands, and which: program n of a seed is the first of seed + n.
 */
class DifferentialTest {

    private static final int COMMANDS = Integer.getInteger("differential.commands", 5000);
    private static final long SEED = Long.getLong("differential.seed", System.nanoTime());
    /** Before a reply without end fills the machine's memory, the connection is closed. */
    private static final String MAX_REPLIES = "normal 256mb 0 0";

    private static final int MAX_SHRUNK = 20;

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with("--client-output-buffer-limit", MAX_REPLIES);

    @TestFactory
    Stream<DynamicTest> programsDoAsOnRedis() {
        String chosen = System.getProperty("differential.file");
        return Grammar.readAll().stream()
                .filter(grammar -> chosen == null || chosen.equals(grammar.name()))
                .map(grammar -> DynamicTest.dynamicTest(grammar.name(), () -> compare(grammar)));
    }

    private static void compare(Grammar grammar) {
        Map<String, String> differences = new LinkedHashMap<>();
        int commands = 0;
        int shrunk = 0;
        try (TwoSides sides = new TwoSides(grammar, REDIS.port())) {
            for (long seed = SEED; commands < COMMANDS && shrunk < MAX_SHRUNK; seed++) {
                Program program = Program.random(grammar, seed);
                commands += program.steps().size();
                Optional<Difference> difference = runOrFail(seed, program, sides);
                if (difference.isPresent()) {
                    shrunk++;
                    Program smallest = Shrinking.smallest(
                            program, smaller -> sides.run(smaller).isPresent());
                    differences.putIfAbsent(likeness(smallest), report(seed, smallest, sides, difference.get()));
                }
            }
        }
        assertThat(differences.values())
                .as("programs of %s from seed %d that do something else", grammar.name(), SEED)
                .isEmpty();
    }

    private static Optional<Difference> runOrFail(long seed, Program program, TwoSides sides) {
        try {
            return sides.run(program);
        } catch (UncheckedIOException e) {
            throw new AssertionError("seed " + seed + ", no answer during " + program, e);
        }
    }

    private static String report(long seed, Program smallest, TwoSides sides, Difference original) {
        String difference =
                sides.run(smallest).map(Difference::toString).orElse("not when run again; at first: " + original);
        return "\n\nseed " + seed + ", " + smallest + "\n" + difference;
    }

    /** The same for programs of the same commands: such are mostly two of one cause. */
    private static String likeness(Program program) {
        return program.steps().stream()
                .map(step -> Bytes.text(step.words()[0]))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
