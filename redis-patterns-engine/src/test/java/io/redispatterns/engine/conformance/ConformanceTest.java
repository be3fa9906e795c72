package io.redispatterns.engine.conformance;

import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.testing.RealRedis;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every case of {@code src/test/resources/conformance}, in both versions of the protocol. The system property
 * {@code conformance.file} chooses one file.
 */
class ConformanceTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @TestFactory
    Stream<DynamicContainer> theEngineAnswersAsRedisDoes() {
        String chosen = System.getProperty("conformance.file");
        return ConformanceFile.readAll().stream()
                .filter(file -> chosen == null || file.name().equals(chosen))
                .map(ConformanceTest::tests);
    }

    private static DynamicContainer tests(ConformanceFile file) {
        return DynamicContainer.dynamicContainer(
                file.name(),
                Stream.of(RespVersion.values())
                        .map(version -> DynamicContainer.dynamicContainer(
                                version.name(), file.cases().stream().map(one -> test(one, version)))));
    }

    private static DynamicTest test(ConformanceFile.Case one, RespVersion version) {
        URI source = one.place().toUri();
        return DynamicTest.dynamicTest(one.title() + " [" + version + "]", source, () -> {
            try (ConformanceRun run = new ConformanceRun(one, version, REDIS.port())) {
                run.run();
            }
        });
    }
}
