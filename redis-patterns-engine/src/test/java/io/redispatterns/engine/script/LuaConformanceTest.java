package io.redispatterns.engine.script;

import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.testing.RealRedis;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every case of {@code src/test/resources/lua/corpus} gives the bytes that it gives on a real redis-server. The system property
 * {@code lua.file} chooses one file.
 */
class LuaConformanceTest {

    private static final int SHOWN_DIFFERENCES = 60;

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @TestFactory
    Stream<DynamicTest> scriptsAnswerAsOnRedis() throws URISyntaxException {
        String chosen = System.getProperty("lua.file");
        URL folder = Objects.requireNonNull(LuaConformanceTest.class.getResource("/lua/corpus"));
        return LuaCorpusFile.readAll(Path.of(folder.toURI())).stream()
                .filter(file -> chosen == null || file.name().equals(chosen))
                .flatMap(file -> Stream.of(RespVersion.values()).flatMap(version -> test(file, version)));
    }

    /** RESP2 runs every case, RESP3 those that say so. */
    private static Stream<DynamicTest> test(LuaCorpusFile file, RespVersion version) {
        List<LuaCorpusFile.Case> cases = file.cases().stream()
                .filter(one -> version == RespVersion.RESP2 || one.resp3())
                .toList();
        String name = file.name() + " [" + version + ", " + cases.size() + " cases]";
        return cases.isEmpty()
                ? Stream.empty()
                : Stream.of(DynamicTest.dynamicTest(name, () -> run(file.name(), cases, version)));
    }

    private static void run(String file, List<LuaCorpusFile.Case> cases, RespVersion version) {
        List<String> differences = new ArrayList<>();
        try (ScriptComparison sides = new ScriptComparison(REDIS.port(), version)) {
            sides.send("SCRIPT", "FLUSH");
            for (LuaCorpusFile.Case one : cases) {
                sides.send("FLUSHALL");
                compare(one, sides).map(said -> file + ".txt:" + said).forEach(differences::add);
            }
        }
        if (!differences.isEmpty()) {
            throw new AssertionError(differences.size() + " of " + cases.size() + " cases differ:\n"
                    + differences.stream().limit(SHOWN_DIFFERENCES).collect(Collectors.joining("\n")));
        }
    }

    /** What is said of the case's first difference: what follows from it says nothing new. */
    private static Stream<String> compare(LuaCorpusFile.Case one, ScriptComparison sides) {
        return one.commands().stream().map(sides::replies).toList().stream()
                .filter(ScriptComparison.Replies::differ)
                .limit(1)
                .map(replies -> one.line() + " " + one.title() + "\n" + replies);
    }
}
