package io.redispatterns.engine.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.testing.CapturingSession;
import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.testing.RealRedis;
import io.redispatterns.engine.testing.RespClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MONITOR shows what redis-server shows, but for the time and the address. */
class MonitorConformanceTest {

    @RegisterExtension
    static final RealRedis REDIS = RealRedis.with();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET k v",
                "sEt \"a \\\"b\\\"\\x00\\n\\\\\\xff\\t\\a\\b\\r~ \\x7f\" ''",
                "SET k v|INCR k|GET|NOSUCH|GET k",
                "SELECT 3|SET k v|GET k|SELECT 0",
                "MULTI|SET k 1|GET k|EXEC",
                "MULTI|SET k 1|DISCARD|EXEC",
                "MULTI|NOSUCH|EXEC",
                "MULTI|EXEC x",
                "EVAL \"redis.call('SET','k','1') return redis.call('GET','k')\" 0",
                "EVAL_RO \"return redis.call('GET','k')\" 1 k|EVALSHA 123 0",
                "MULTI|EVAL \"return redis.call('PING')\" 0|EXEC",
                "AUTH secret|AUTH default secret|HELLO 2 AUTH default secret SETNAME x",
                "CONFIG GET save|CLIENT LIST|CLIENT ID|SCRIPT LOAD \"return 1\"|COMMAND COUNT",
                "PING|SUBSCRIBE x|UNSUBSCRIBE x|PUBLISH x y|RESET|EXPIRE k 10|GETEX k EX 10",
                "RPUSH l a|BLPOP l 0|QUIT"
            })
    void linesAreEqual(String commands) throws InterruptedException {
        List<String> expected = onRealRedis(commands.split("\\|"));
        List<String> actual = inEngine(commands.split("\\|"));
        assertThat(actual).as(commands).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void aMonitorMayNotTouchKeysAndIsEndedByReset() {
        try (RedisEngine engine = RedisEngine.open();
                CapturingSession monitor = new CapturingSession(engine.dispatcher())) {
            monitor.send("MONITOR");
            assertThat(monitor.poll()).isEqualTo(Reply.OK);
            assertThat(monitor.send("MONITOR")).isEqualTo(Reply.NONE);
            Reply refusal = new Reply.ErrorReply("ERR Replica can't interact with the keyspace");
            assertThat(monitor.send("GET", "k")).isEqualTo(refusal);
            assertThat(monitor.send("SET", "k", "v")).isEqualTo(refusal);
            assertThat(monitor.send("PUBLISH", "c", "m")).isEqualTo(refusal);
            assertThat(monitor.send("PING")).isEqualTo(new Reply.Simple("PONG"));
            monitor.send("RESET");
            while (monitor.poll() != null) {
                // What it has been shown so far.
            }
            monitor.send("GET", "k");
            assertThat(monitor.poll()).isEqualTo(Reply.NIL);
            assertThat(monitor.poll()).isNull();
        }
    }

    @Test
    void aMonitorIsNotShownAnythingInATransaction() {
        try (RedisEngine engine = RedisEngine.open();
                CapturingSession monitor = new CapturingSession(engine.dispatcher())) {
            monitor.send("MULTI");
            monitor.send("MONITOR");
            assertThat(monitor.send("EXEC"))
                    .isEqualTo(Reply.array(new Reply.ErrorReply("ERR MONITOR isn't allowed for DENY BLOCKING client")));
        }
    }

    /** The line of the command that ends a run tells that all lines before have come. */
    private static List<String> onRealRedis(String[] commands) {
        try (RespClient monitor = new RespClient(REDIS.port());
                RespClient client = new RespClient(REDIS.port());
                RespClient last = new RespClient(REDIS.port())) {
            last.call("FLUSHALL");
            monitor.call("MONITOR");
            for (String command : commands) {
                client.call(CommandLine.split(command));
            }
            last.call("ECHO", "end");
            List<String> lines = new ArrayList<>();
            for (String line = comparable(monitor.read().text());
                    !line.endsWith("\"end\"");
                    line = comparable(monitor.read().text())) {
                lines.add(line);
            }
            return lines;
        }
    }

    private static List<String> inEngine(String[] commands) {
        try (RedisEngine engine = RedisEngine.open();
                CapturingSession monitor = new CapturingSession(engine.dispatcher());
                CapturingSession client = new CapturingSession(engine.dispatcher())) {
            monitor.send("MONITOR");
            monitor.poll();
            for (String command : commands) {
                client.send(CommandLine.split(command));
            }
            List<String> lines = new ArrayList<>();
            for (Reply line = monitor.poll(); line != null; line = monitor.poll()) {
                lines.add(comparable(((Reply.Simple) line).text()));
            }
            return lines;
        }
    }

    private static String comparable(String line) {
        assertThat(line).matches("\\d{10}\\.\\d{6} \\[\\d+ (lua|127\\.0\\.0\\.1:\\d+)] .*");
        return line.replaceFirst("^\\S+ \\[(\\d+) (lua|127)[^]]*]", "[$1 $2]");
    }
}
