package io.redispatterns.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.util.Bytes;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random programs reply with the bytes that a real redis-server replies with. The system properties {@code lua.programs} and
 * {@code lua.seed} choose how many and which: program n of a seed is the first of seed + n.
 */
class LuaDifferentialTest {

    private static final int PROGRAMS = Integer.getInteger("lua.programs", 5000);
    private static final long SEED = Long.getLong("lua.seed", System.nanoTime());
    private static final int PROGRAMS_BETWEEN_FLUSHES = 200;
    private static final int MAX_SHRINKING_STEPS = 3000;
    private static final int MAX_SHRUNK = 30;
    private static final int PROGRAMS_TO_COUNT_ERRORS = 1000;

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @Test
    void programsReplyAsOnRedis() {
        Map<String, String> differences = new LinkedHashMap<>();
        int shrunk = 0;
        int errors = 0;
        try (ScriptComparison sides = new ScriptComparison(REDIS.port(), RespVersion.RESP2)) {
            for (int i = 0; i < PROGRAMS && shrunk < MAX_SHRUNK; i++) {
                if (i % PROGRAMS_BETWEEN_FLUSHES == 0) {
                    flush(sides);
                }
                List<LuaStatement> statements = LuaProgramGenerator.statements(SEED + i);
                ScriptComparison.Replies replies = runOrFail(SEED + i, statements, sides);
                errors += replies.expected().isError() ? 1 : 0;
                if (replies.differ()) {
                    shrunk++;
                    List<LuaStatement> smallest = shrink(statements, sides);
                    differences.putIfAbsent(likeness(smallest), "seed " + (SEED + i) + "\n" + report(smallest, sides));
                }
            }
        }
        assertThat(differences.values())
                .as("programs from seed %d whose replies differ", SEED)
                .isEmpty();
        if (PROGRAMS >= PROGRAMS_TO_COUNT_ERRORS) {
            assertThat(errors)
                    .as("programs of %d that end with an error, seed %d", PROGRAMS, SEED)
                    .isBetween(PROGRAMS / 10, PROGRAMS * 7 / 10);
        }
    }

    private static ScriptComparison.Replies runOrFail(
            long seed, List<LuaStatement> statements, ScriptComparison sides) {
        try {
            return run(statements, sides);
        } catch (UncheckedIOException e) {
            throw new AssertionError(
                    "seed " + seed + ": redis-server does not answer to\n" + LuaStatement.source(statements), e);
        }
    }

    private static ScriptComparison.Replies run(List<LuaStatement> statements, ScriptComparison sides) {
        return sides.replies(
                Bytes.of("EVAL"),
                Bytes.of(LuaProgramGenerator.script(statements)),
                Bytes.of("1"),
                Bytes.of("k"),
                Bytes.of("v"));
    }

    /** Takes statements away while the replies still differ; returns what is left. */
    private static List<LuaStatement> shrink(List<LuaStatement> statements, ScriptComparison sides) {
        List<LuaStatement> smallest = statements;
        int[] steps = {0};
        for (Optional<List<LuaStatement>> next = Optional.of(statements); next.isPresent(); ) {
            smallest = next.get();
            next = LuaStatement.smaller(smallest)
                    .takeWhile(smaller -> ++steps[0] < MAX_SHRINKING_STEPS)
                    .filter(smaller -> differ(smaller, sides))
                    .findFirst();
        }
        return smallest;
    }

    private static String report(List<LuaStatement> statements, ScriptComparison sides) {
        flush(sides);
        return LuaStatement.source(statements) + run(statements, sides);
    }

    /** The same for programs that differ in their numbers alone: such are mostly two of one cause. */
    private static String likeness(List<LuaStatement> statements) {
        return LuaStatement.source(statements).replaceAll("[-0-9]+", "0");
    }

    private static boolean differ(List<LuaStatement> statements, ScriptComparison sides) {
        flush(sides);
        return run(statements, sides).differ();
    }

    private static void flush(ScriptComparison sides) {
        sides.send("FLUSHALL");
        sides.send("SCRIPT", "FLUSH");
    }
}
