package io.redispatterns.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.redispatterns.engine.config.OutputBufferLimits.ClientClass;
import io.redispatterns.engine.config.OutputBufferLimits.Limit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisConfTest {

    @TempDir
    private Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static Map<String, String> fromText(String text) {
        RedisConf conf = new RedisConf();
        conf.readStandardInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        return conf.directives();
    }

    private static Map<String, String> fromArguments(String... arguments) {
        RedisConf conf = new RedisConf();
        conf.readArguments(List.of(arguments));
        return conf.directives();
    }

    @Test
    void linesAreDirectivesAndComments() {
        assertThat(fromText("# a comment\r\n\n  PORT 6380  \r\nrequirepass \"a \\\"b\\\" \\x41\"\nbind 127.0.0.1 -::1"))
                .containsOnly(
                        Map.entry("port", "6380"),
                        Map.entry("requirepass", "a \"b\" A"),
                        Map.entry("bind", "127.0.0.1 -::1"));
    }

    @Test
    void theLastLineCountsButForDirectivesThatAddUp() {
        Map<String, String> directives = fromText("""
                port 1
                port 2
                client-output-buffer-limit normal 1k 0 0
                client-output-buffer-limit replica 2mb 1mb 5
                """);
        assertThat(directives).containsEntry("port", "2");
        Config config = new Config();
        directives.forEach(config::set);
        OutputBufferLimits limits = config.get(Directives.CLIENT_OUTPUT_BUFFER_LIMIT);
        assertThat(limits.of(ClientClass.NORMAL)).isEqualTo(new Limit(1000, 0, 0));
        assertThat(config.text(Directives.CLIENT_OUTPUT_BUFFER_LIMIT))
                .isEqualTo("normal 1000 0 0 slave 2097152 1048576 5 pubsub 33554432 8388608 60");
    }

    @Test
    void theLastLineCountsWhicheverOfADirectivesNamesItUses() {
        assertThat(fromText("busy-reply-threshold 1\nlua-time-limit 2"))
                .containsOnly(Map.entry("busy-reply-threshold", "2"));
        assertThat(fromText("LUA-time-limit 1\nbusy-reply-threshold 2"))
                .containsOnly(Map.entry("busy-reply-threshold", "2"));
    }

    @Test
    void argumentsAreDirectivesWithAnyNumberOfValues() {
        assertThat(fromArguments("--port", "6380", "--bind", "127.0.0.1", "-::1", "--logfile", ""))
                .containsOnly(Map.entry("port", "6380"), Map.entry("bind", "127.0.0.1 -::1"), Map.entry("logfile", ""));
    }

    @Test
    void filesIncludeFiles() throws IOException {
        file("b.conf", "port 2\n");
        file("a.conf", "port 1\ntimeout 7\n");
        RedisConf conf = new RedisConf();
        conf.readFile(file("main.conf", "include " + directory + "/?.conf\n"));
        assertThat(conf.directives()).containsOnly(Map.entry("port", "2"), Map.entry("timeout", "7"));
    }

    @Test
    void filesThatIncludeThemselvesAreRefused() throws IOException {
        Path file = file("loop.conf", "include " + directory.resolve("loop.conf") + "\n");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new RedisConf().readFile(file))
                .withMessage(file + " line 1: files include each other more than 16 deep");
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        Path missing = directory.resolve("missing.conf");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new RedisConf().readFile(missing))
                .withMessage("cannot read configuration file '" + missing + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "prot 1          | unknown directive 'prot'; did you mean 'port'?",
                "nosuchthing 1   | unknown directive 'nosuchthing'",
                "port            | directive 'port' takes one value, not 0",
                "port 1 2        | directive 'port' takes one value, not 2",
                "port x          | directive 'port': 'x' is not an integer",
                "port 65536      | directive 'port': 65536 is not between 0 and 65535",
                "dir /no/such   | directive 'dir': '/no/such' is not a directory",
                "daemonize yes   | directive 'daemonize': 'yes' is not no",
                "protected-mode maybe | directive 'protected-mode': 'maybe' is not one of yes, no",
                "client-output-buffer-limit normal 1 | directive 'client-output-buffer-limit': 'normal 1' is not groups of class, hard limit, soft limit and seconds",
                "requirepass \"a | unbalanced quotes"
            })
    void whatBreaksARuleIsNamedWithItsLine(String line, String complaint) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> fromText("timeout 0\n" + line + "\n"))
                .withMessage("standard input line 2: " + complaint);
    }

    @Test
    void anArgumentThatBreaksARuleIsNamed() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> fromArguments("--timeout", "-1"))
                .withMessage("argument '--timeout': directive 'timeout': -1 is not between 0 and 2147483647");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> fromArguments("port", "1"))
                .withMessage("argument 'port' is not an option such as --port 6379");
    }
}
