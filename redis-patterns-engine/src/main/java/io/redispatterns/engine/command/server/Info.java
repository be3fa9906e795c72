package io.redispatterns.engine.command.server;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.Client;
import io.redispatterns.engine.command.CommandSpec;
import io.redispatterns.engine.command.CommandTable;
import io.redispatterns.engine.command.EngineContext;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.command.Statistics;
import io.redispatterns.engine.config.Directives;
import io.redispatterns.engine.keyspace.Database;
import io.redispatterns.engine.keyspace.Keyspace;
import io.redispatterns.engine.pubsub.Topic;
import io.redispatterns.engine.tracking.Tracking;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * INFO: the engine in fields under Redis's names, as far as there is a true value for them here. Memory is that of the whole process,
 * in which an application may live too.
 */
final class Info {

    /** The sections in their order. */
    private enum Section {
        SERVER("Server"),
        CLIENTS("Clients"),
        MEMORY("Memory"),
        PERSISTENCE("Persistence"),
        STATS("Stats"),
        REPLICATION("Replication"),
        CPU("CPU"),
        COMMANDSTATS("Commandstats"),
        ERRORSTATS("Errorstats"),
        CLUSTER("Cluster"),
        KEYSPACE("Keyspace");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        boolean isIn(Set<String> asked) {
            boolean byDefault = this != COMMANDSTATS && (asked.isEmpty() || asked.contains("default"));
            return byDefault
                    || asked.contains("all")
                    || asked.contains("everything")
                    || asked.contains(name().toLowerCase(Locale.ROOT));
        }
    }

    private static final long MILLIS_PER_SECOND = 1000;
    private static final long SECONDS_PER_DAY = 86_400;

    private final Invocation in;
    private final EngineContext engine;
    private final List<String> lines = new ArrayList<>();

    Info(Invocation in) {
        this.in = in;
        this.engine = in.engine();
    }

    /** Returns the sections that the arguments name, or Redis's choice when there are none. */
    String text(ArgReader args) {
        Set<String> asked = new HashSet<>();
        while (args.hasNext()) {
            asked.add(Bytes.text(args.next()).toLowerCase(Locale.ROOT));
        }
        StringJoiner text = new StringJoiner("\r\n");
        for (Section section : Section.values()) {
            if (section.isIn(asked)) {
                lines.clear();
                write(section);
                text.add("# " + section.title + "\r\n" + String.join("", lines));
            }
        }
        return text.toString();
    }

    private void write(Section section) {
        switch (section) {
            case SERVER -> server();
            case CLIENTS -> clients();
            case MEMORY -> memory();
            case PERSISTENCE -> persistence();
            case STATS -> stats();
            case REPLICATION -> replication();
            case CPU -> ProcessTimes.read().ifPresent(this::cpu);
            case COMMANDSTATS -> commandStats();
            case ERRORSTATS ->
                engine.statistics().errorsByCode().forEach((code, count) -> put("errorstat_" + code, "count=" + count));
            case CLUSTER -> put("cluster_enabled", engine.config().get(Directives.CLUSTER_ENABLED) ? 1 : 0);
            case KEYSPACE -> keyspace();
        }
    }

    private void server() {
        long uptimeSeconds = (in.now() - engine.lifecycle().startedAtMillis()) / MILLIS_PER_SECOND;
        put("redis_version", CommandTable.REDIS_VERSION);
        put("redis_mode", engine.config().get(Directives.CLUSTER_ENABLED) ? "cluster" : "standalone");
        put("os", system("os.name") + " " + system("os.version") + " " + system("os.arch"));
        put("java_version", system("java.version"));
        put("process_id", ProcessHandle.current().pid());
        put("run_id", engine.lifecycle().runId());
        put("server_time_usec", engine.time().epochMicros());
        put("uptime_in_seconds", uptimeSeconds);
        put("uptime_in_days", uptimeSeconds / SECONDS_PER_DAY);
    }

    private void clients() {
        put("connected_clients", engine.clients().count());
        put("maxclients", engine.config().get(Directives.MAXCLIENTS));
        put(
                "blocked_clients",
                engine.clients().all().stream().filter(Client::isBlocked).count());
        put("tracking_clients", engine.clients().tracking().clientCount());
    }

    private void memory() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        put("used_memory", used);
        put("used_memory_human", human(used));
        put("maxmemory", 0);
        put("maxmemory_human", human(0));
        put("maxmemory_policy", "noeviction");
        put("number_of_cached_scripts", engine.scripts().count());
    }

    private void persistence() {
        put("loading", 0);
        put("rdb_changes_since_last_save", engine.keyspace().dirty());
        put("rdb_bgsave_in_progress", 0);
        put("aof_enabled", 0);
        put("aof_rewrite_in_progress", 0);
    }

    private void stats() {
        Statistics statistics = engine.statistics();
        Keyspace keyspace = engine.keyspace();
        put("total_connections_received", statistics.connections());
        put("total_commands_processed", statistics.commands());
        put("expired_keys", keyspace.expiredKeys());
        put("evicted_keys", 0);
        put("evicted_scripts", engine.scripts().evicted());
        put("keyspace_hits", keyspace.hits());
        put("keyspace_misses", keyspace.misses());
        put("pubsub_channels", engine.pubSub().count(Topic.CHANNEL));
        put("pubsub_patterns", engine.pubSub().count(Topic.PATTERN));
        put("pubsubshard_channels", engine.pubSub().count(Topic.SHARD_CHANNEL));
        Tracking tracking = engine.clients().tracking();
        put("tracking_total_keys", tracking.keyCount());
        put("tracking_total_items", tracking.itemCount());
        put("tracking_total_prefixes", tracking.prefixCount());
        put("total_error_replies", statistics.errors());
    }

    private void replication() {
        put("role", "master");
        put("connected_slaves", 0);
        put("master_replid", engine.lifecycle().runId());
        put("master_repl_offset", 0);
    }

    private void cpu(ProcessTimes times) {
        put("used_cpu_sys", times.systemSeconds());
        put("used_cpu_user", times.userSeconds());
    }

    private void commandStats() {
        engine.commands().commands().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), command.subcommands().stream()))
                .filter(command -> command.calls() + command.rejectedCalls() > 0)
                .forEach(this::commandStats);
    }

    private void commandStats(CommandSpec command) {
        put(
                "cmdstat_" + command.fullName(),
                "calls=" + command.calls() + ",rejected_calls=" + command.rejectedCalls() + ",failed_calls="
                        + command.failedCalls());
    }

    private void keyspace() {
        for (int i = 0; i < engine.keyspace().databaseCount(); i++) {
            Database database = engine.keyspace().database(i);
            if (database.size() > 0) {
                put("db" + i, "keys=" + database.size() + ",expires=" + database.expiringSize());
            }
        }
    }

    private void put(String name, Object value) {
        lines.add(name + ":" + value + "\r\n");
    }

    private static String system(String property) {
        return String.valueOf(System.getProperty(property));
    }

    /** A size with two digits behind the point and a letter, as 1.50M. */
    private static String human(long bytes) {
        if (bytes < 1024) {
            return bytes + "B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1024 && unit < 4) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f%c", size, "KMGTP".charAt(unit));
    }
}
