package io.redispatterns.engine.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.ManualTimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerTest {

    private final ManualTimeSource time = new ManualTimeSource(Instant.parse("2026-01-02T03:04:05.678Z"));
    private final RedisEngine engine =
            RedisEngine.open(EngineConfig.custom().time(time).build());
    private final EngineSession session = engine.session();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void timeIsTheEnginesClock() {
        assertThat(session.call("TIME")).isEqualTo(Reply.array(Reply.of("1767323045"), Reply.of("678000")));
    }

    @Test
    void infoTellsWhoAndHowLong() {
        time.advance(Duration.ofDays(2).plusSeconds(3));
        assertThat(info("server"))
                .containsEntry("redis_version", "7.0.15")
                .containsEntry("redis_mode", "standalone")
                .containsEntry(
                        "process_id", Long.toString(ProcessHandle.current().pid()))
                .containsEntry("uptime_in_seconds", "172803")
                .containsEntry("uptime_in_days", "2")
                .hasEntrySatisfying("run_id", id -> assertThat(id).matches("[0-9a-f]{40}"));
        assertThat(info("replication")).containsEntry("role", "master").containsEntry("connected_slaves", "0");
    }

    @Test
    void infoCountsWhatHappened() {
        session.call("SET", "k", "v", "PX", "100");
        session.call("SET", "l", "v");
        session.call("GET", "k");
        session.call("GET", "nosuch");
        session.call("GET");
        session.call("INCR", "l");
        session.call("NOSUCH");
        session.call("SUBSCRIBE", "a", "b");
        session.call("PSUBSCRIBE", "a*");
        assertThat(info("keyspace")).containsEntry("db0", "keys=2,expires=1");
        time.advance(Duration.ofSeconds(1));
        session.call("GET", "k");
        assertThat(info("stats"))
                .containsEntry("total_connections_received", "1")
                .containsEntry("total_error_replies", "3")
                .containsEntry("expired_keys", "1")
                .containsEntry("keyspace_hits", "1")
                .containsEntry("keyspace_misses", "2")
                .containsEntry("pubsub_channels", "2")
                .containsEntry("pubsub_patterns", "1");
        assertThat(info("commandstats"))
                .containsEntry("cmdstat_get", "calls=3,rejected_calls=1,failed_calls=0")
                .containsEntry("cmdstat_incr", "calls=1,rejected_calls=0,failed_calls=1");
        assertThat(info("errorstats")).containsEntry("errorstat_ERR", "count=3");
        assertThat(info("clients")).containsEntry("connected_clients", "1").containsEntry("blocked_clients", "0");
    }

    @Test
    void resetstatBeginsAgain() {
        session.call("NOSUCH");
        session.call("GET", "nosuch");
        session.call("CONFIG", "RESETSTAT");
        assertThat(info("stats"))
                .containsEntry("total_error_replies", "0")
                .containsEntry("keyspace_misses", "0")
                .containsEntry("total_commands_processed", "1");
        assertThat(info("errorstats")).isEmpty();
        assertThat(info("commandstats")).doesNotContainKey("cmdstat_get");
    }

    @Test
    void sectionsComeAsAskedFor() {
        String[] byDefault = {
            "Server",
            "Clients",
            "Memory",
            "Persistence",
            "Stats",
            "Replication",
            "CPU",
            "Errorstats",
            "Cluster",
            "Keyspace"
        };
        assertThat(titles("INFO")).containsExactly(byDefault);
        assertThat(titles("INFO", "DEFAULT", "server")).containsExactly(byDefault);
        assertThat(titles("INFO", "all")).hasSize(11).contains("Commandstats");
        assertThat(titles("INFO", "everything")).hasSize(11);
        assertThat(titles("INFO", "keyspace", "SERVER", "nosuch")).containsExactly("Server", "Keyspace");
    }

    @Test
    void memoryIsShownForHumansToo() {
        Map<String, String> memory = info("memory");
        assertThat(Long.parseLong(memory.getOrDefault("used_memory", "0"))).isPositive();
        assertThat(memory.get("used_memory_human")).matches("\\d+(\\.\\d\\d)?[BKMG]");
        assertThat(memory).containsEntry("maxmemory_human", "0B");
    }

    @Test
    void anApplicationsEngineIsNotShutDownByAClient() {
        Reply refusal = new Reply.ErrorReply(
                "ERR SHUTDOWN is refused: the engine runs inside an application, which alone may end it");
        assertThat(session.call("SHUTDOWN")).isEqualTo(refusal);
        assertThat(session.call("SHUTDOWN", "NOSAVE")).isEqualTo(refusal);
        assertThat(session.call("PING")).isEqualTo(new Reply.Simple("PONG"));
    }

    @Test
    void aServersEngineIsShutDownWithoutAReply() {
        AtomicInteger ends = new AtomicInteger();
        engine.onShutdown(ends::incrementAndGet);
        assertThat(session.call("SHUTDOWN", "SAVE"))
                .isEqualTo(new Reply.ErrorReply("ERR Errors trying to SHUTDOWN: there is no persistence to SAVE to"));
        assertThat(session.call("SHUTDOWN", "ABORT")).isEqualTo(new Reply.ErrorReply("ERR No shutdown in progress."));
        assertThat(ends).hasValue(0);
        assertThat(session.call("SHUTDOWN", "NOSAVE", "NOW")).isEqualTo(Reply.NONE);
        assertThat(ends).hasValue(1);
    }

    @Test
    void persistenceIsRefusedInSoManyWords() {
        assertThat(session.call("CONFIG", "SET", "save", "900 1"))
                .isEqualTo(
                        new Reply.ErrorReply("ERR CONFIG SET failed (possibly related to argument 'save') - there is no"
                                + " persistence: the only value is ''"));
        assertThat(session.call("CONFIG", "SET", "appendonly", "yes"))
                .isEqualTo(
                        new Reply.ErrorReply("ERR CONFIG SET failed (possibly related to argument 'appendonly') - there"
                                + " is no persistence: the only value is 'no'"));
    }

    @Test
    void helpSaysOfEachSubcommandHowItIsWrittenAndWhatItDoes() {
        assertThat(((Reply.Array) session.call("CONFIG", "HELP")).items())
                .startsWith(
                        new Reply.Simple("CONFIG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"),
                        new Reply.Simple("GET <parameter> [<parameter> ...]"),
                        new Reply.Simple("    Returns directives by their names or by patterns."))
                .endsWith(new Reply.Simple("HELP"), new Reply.Simple("    Lists the subcommands."));
    }

    private Map<String, String> info(String section) {
        Map<String, String> fields = new LinkedHashMap<>();
        text("INFO", section)
                .lines()
                .filter(line -> line.contains(":"))
                .forEach(line ->
                        fields.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)));
        return fields;
    }

    private String[] titles(String... call) {
        return text(call)
                .lines()
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2))
                .toArray(String[]::new);
    }

    private String text(String... call) {
        return new String(((Reply.Verbatim) session.call(call)).bytes(), StandardCharsets.UTF_8);
    }
}
