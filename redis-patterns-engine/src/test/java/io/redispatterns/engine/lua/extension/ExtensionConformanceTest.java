package io.redispatterns.engine.lua.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snippets of {@code src/test/resources/lua/extension}, one a line, here and on a real server. */
class ExtensionConformanceTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    static Stream<String> snippets() throws IOException {
        Stream<String> lines = Stream.empty();
        for (String library : List.of("cjson", "cmsgpack", "struct", "bit")) {
            try (InputStream in =
                    ExtensionConformanceTest.class.getResourceAsStream("/lua/extension/" + library + ".txt")) {
                lines = Stream.concat(lines, new String(in.readAllBytes(), StandardCharsets.UTF_8).lines());
            }
        }
        return lines.filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void doesAsTheServerDoes(String body) {
        Snippet snippet = new Snippet(body);
        List<byte[]> none = List.of(new byte[0]);
        try (RespClient redis = new RespClient(REDIS.port())) {
            assertThat(snippet.here(none)).isEqualTo(snippet.there(redis, none));
        }
    }
}
