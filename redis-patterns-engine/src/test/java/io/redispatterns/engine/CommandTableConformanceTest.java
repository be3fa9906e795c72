package io.redispatterns.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.resp.ReplyBuffer;
import io.redispatterns.engine.resp.RespEncoder;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * COMMAND INFO and COMMAND DOCS of every command that both sides have: the facts are equal. Left out are sentences (summary,
 * complexity, notes), which are the engine's own, and the history, which it does not tell.
 */
class CommandTableConformanceTest {

    /** Commands of later versions of Redis, which clients of today send. */
    private static final Set<String> NEWER = Set.of(
            "client|no-touch",
            "client|setinfo",
            "hexpire",
            "hpexpire",
            "hexpireat",
            "hpexpireat",
            "httl",
            "hpttl",
            "hexpiretime",
            "hpexpiretime",
            "hpersist",
            "hgetdel",
            "hgetex",
            "hsetex");

    /** The version that brought arguments which the real server does not know. */
    private static final String NEWER_VERSION = "7.4.0";

    private static final Set<String> SENTENCES = Set.of("summary", "complexity", "notes", "history", "subcommands");
    private static final int SUBCOMMANDS_OF_INFO = 9;

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    private static RedisEngine engine;
    private static EngineSession session;
    private static RespClient client;

    static Stream<String> rows() {
        return Commands.table().commands().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), command.subcommands().stream()))
                .map(CommandSpec::fullName)
                .filter(name -> !NEWER.contains(name));
    }

    @BeforeAll
    static void open() {
        engine = RedisEngine.open();
        session = engine.session();
        client = new RespClient(REDIS.port());
        client.call("HELLO", "3");
    }

    @AfterAll
    static void close() {
        engine.close();
        client.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void commandInfoIsEqual(String name) throws IOException {
        assertThat(info(mine("COMMAND", "INFO", name))).isEqualTo(info(client.call("COMMAND", "INFO", name)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void commandDocsAreEqual(String name) throws IOException {
        assertThat(tree(mine("COMMAND", "DOCS", name))).isEqualTo(tree(client.call("COMMAND", "DOCS", name)));
    }

    private static RespMessage mine(String... words) throws IOException {
        ReplyBuffer buffer = new ReplyBuffer();
        new RespEncoder(buffer).write(session.call(words), RespVersion.RESP3);
        return RespMessage.read(new ByteArrayInputStream(buffer.array(), 0, buffer.length()));
    }

    /** The first command's facts, without its subcommands, which are compared one by one. */
    private static Object info(RespMessage reply) {
        RespMessage command = reply.items().get(0);
        return command.isNull() ? "no such command" : tree(command.items().subList(0, SUBCOMMANDS_OF_INFO));
    }

    private static List<Object> tree(List<RespMessage> items) {
        return items.stream()
                .filter(item -> !isNewer(item))
                .map(CommandTableConformanceTest::tree)
                .toList();
    }

    /** Whether the item is an argument that a later version of Redis brought. */
    private static boolean isNewer(RespMessage item) {
        return item.kind() == '%' && NEWER_VERSION.equals(map(item.items()).get("since"));
    }

    /** The message without its order where that means nothing, and without sentences. */
    private static Object tree(RespMessage message) {
        return switch (message.kind()) {
            case '*' -> tree(message.items());
            case '~' -> new HashSet<>(tree(message.items()));
            case '%' -> map(message.items());
            default -> message.text();
        };
    }

    private static Map<String, Object> map(List<RespMessage> namesAndValues) {
        Map<String, Object> map = new TreeMap<>();
        for (Iterator<RespMessage> at = namesAndValues.iterator(); at.hasNext(); ) {
            String name = at.next().text();
            Object value = tree(at.next());
            if (!SENTENCES.contains(name)) {
                map.put(name, value);
            }
        }
        return map;
    }
}
