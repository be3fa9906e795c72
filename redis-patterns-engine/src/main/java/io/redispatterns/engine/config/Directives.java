package io.redispatterns.engine.config;

import io.redispatterns.engine.config.Directive.Words;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All directives: one row each. */
public final class Directives {

    private static final Map<String, Directive<?>> BY_NAME = new LinkedHashMap<>();

    /** The number of databases. */
    public static final Directive<Integer> DATABASES = fixedInteger("databases", 16, 1, 1 << 20);

    /** The password of the default user; empty lets everybody in. */
    public static final Directive<String> REQUIREPASS = row("requirepass", "", true, text -> text, text -> text);

    /** The longest string, in bytes. */
    public static final Directive<Long> PROTO_MAX_BULK_LEN =
            memory("proto-max-bulk-len", "512mb", 1024 * 1024, Long.MAX_VALUE);

    /** The most fields of a hash that is kept as a listpack. */
    public static final Directive<Integer> HASH_MAX_LISTPACK_ENTRIES =
            integer("hash-max-listpack-entries", 512, 0, Integer.MAX_VALUE);

    /** The longest field or value of a hash that is kept as a listpack, in bytes. */
    public static final Directive<Integer> HASH_MAX_LISTPACK_VALUE =
            integer("hash-max-listpack-value", 64, 0, Integer.MAX_VALUE);

    /** The names that the limits of hashes had before Redis 7.0. */
    public static final Directive<Integer> HASH_MAX_ZIPLIST_ENTRIES =
            alias("hash-max-ziplist-entries", HASH_MAX_LISTPACK_ENTRIES);

    public static final Directive<Integer> HASH_MAX_ZIPLIST_VALUE =
            alias("hash-max-ziplist-value", HASH_MAX_LISTPACK_VALUE);

    /**
     * How large a node of a list may be that holds several elements: a positive number is a number of elements, -1 to -5 stand for 4, 8,
     * 16, 32 and 64 kilobytes.
     */
    public static final Directive<Integer> LIST_MAX_LISTPACK_SIZE =
            integer("list-max-listpack-size", -2, Integer.MIN_VALUE, Integer.MAX_VALUE);

    /** The name that {@code list-max-listpack-size} had before Redis 7.0. */
    public static final Directive<Integer> LIST_MAX_ZIPLIST_SIZE =
            alias("list-max-ziplist-size", LIST_MAX_LISTPACK_SIZE);

    /** The most members of a set of integers that is kept as an intset. */
    public static final Directive<Integer> SET_MAX_INTSET_ENTRIES =
            integer("set-max-intset-entries", 512, 0, Integer.MAX_VALUE);

    /** The most members of a set that is kept as a listpack, as from Redis 7.2 on; with 0 no set is, as in Redis 7.0. */
    public static final Directive<Integer> SET_MAX_LISTPACK_ENTRIES =
            integer("set-max-listpack-entries", 128, 0, Integer.MAX_VALUE);

    /** The longest member of a set that is kept as a listpack, in bytes. */
    public static final Directive<Integer> SET_MAX_LISTPACK_VALUE =
            integer("set-max-listpack-value", 64, 0, Integer.MAX_VALUE);

    /** The most members of a sorted set that is kept as a listpack. */
    public static final Directive<Integer> ZSET_MAX_LISTPACK_ENTRIES =
            integer("zset-max-listpack-entries", 128, 0, Integer.MAX_VALUE);

    /** The longest member of a sorted set that is kept as a listpack, in bytes. */
    public static final Directive<Integer> ZSET_MAX_LISTPACK_VALUE =
            integer("zset-max-listpack-value", 64, 0, Integer.MAX_VALUE);

    /** The names that the limits of sorted sets had before Redis 7.0. */
    public static final Directive<Integer> ZSET_MAX_ZIPLIST_ENTRIES =
            alias("zset-max-ziplist-entries", ZSET_MAX_LISTPACK_ENTRIES);

    public static final Directive<Integer> ZSET_MAX_ZIPLIST_VALUE =
            alias("zset-max-ziplist-value", ZSET_MAX_LISTPACK_VALUE);

    /** How long a HyperLogLog may be while it is sparse, in bytes; 3000 is a good compromise between memory and time. */
    public static final Directive<Long> HLL_SPARSE_MAX_BYTES =
            memory("hll-sparse-max-bytes", "3000", 0, Long.MAX_VALUE);

    /** The size in bytes that a node of a stream stays below; 0 is any size. */
    public static final Directive<Long> STREAM_NODE_MAX_BYTES =
            memory("stream-node-max-bytes", "4096", 0, Long.MAX_VALUE);

    /** The most entries of a node of a stream; 0 is any number. */
    public static final Directive<Long> STREAM_NODE_MAX_ENTRIES = number("stream-node-max-entries", 100);

    /** Whether the engine is a cluster of one node, which has all slots and refuses commands whose keys belong to several. */
    public static final Directive<Boolean> CLUSTER_ENABLED = fixedYesOrNo("cluster-enabled", false);

    /** The TCP port that a server listens on; 0 is any that is free. */
    public static final Directive<Integer> PORT = fixedInteger("port", 6379, 0, 65_535);

    /** The addresses that a server listens on; one that begins with a minus may be missing on this machine, {@code *} is all. */
    public static final Directive<List<String>> BIND = words("bind", "127.0.0.1 -::1");

    /** How many connections may wait until the server takes them. */
    public static final Directive<Integer> TCP_BACKLOG = fixedInteger("tcp-backlog", 511, 0, Integer.MAX_VALUE);

    /** After how many seconds the operating system asks a silent client whether it is there; 0 never asks. */
    public static final Directive<Integer> TCP_KEEPALIVE = integer("tcp-keepalive", 300, 0, Integer.MAX_VALUE);

    /** After how many seconds without a command a connection is closed; 0 keeps it. */
    public static final Directive<Integer> TIMEOUT = integer("timeout", 0, 0, Integer.MAX_VALUE);

    /** The most connections at a time. */
    public static final Directive<Integer> MAXCLIENTS = integer("maxclients", 10_000, 1, Integer.MAX_VALUE);

    /** Whether, as long as there is no password, only this machine may connect. */
    public static final Directive<Boolean> PROTECTED_MODE = yesOrNo("protected-mode", true);

    /** How much output may wait for a client. */
    public static final Directive<OutputBufferLimits> CLIENT_OUTPUT_BUFFER_LIMIT = row(
            "client-output-buffer-limit",
            OutputBufferLimits.DEFAULT_TEXT,
            true,
            Words.ADDING_UP,
            OutputBufferLimits::parse,
            OutputBufferLimits::print,
            OutputBufferLimits::with);

    /** How many bytes of a command that is not complete may be held for a client. */
    public static final Directive<Long> CLIENT_QUERY_BUFFER_LIMIT =
            memory("client-query-buffer-limit", "1gb", 1024 * 1024, Long.MAX_VALUE);

    /** After how many milliseconds of a script other clients are told that the engine is busy; 0 lets them wait. */
    public static final Directive<Long> BUSY_REPLY_THRESHOLD = number("busy-reply-threshold", 5_000);

    /** The name that {@code busy-reply-threshold} had before Redis 7.0. */
    public static final Directive<Long> LUA_TIME_LIMIT = alias("lua-time-limit", BUSY_REPLY_THRESHOLD);

    /** After how many milliseconds a script is stopped, even if it has written; 0 is never, as in Redis, which has no such directive. */
    public static final Directive<Long> SCRIPT_KILL_THRESHOLD = number("script-kill-threshold", 30_000);

    /** How many bytes of memory the values of scripts may take; Redis has no such directive. */
    public static final Directive<Long> SCRIPT_MEMORY_LIMIT =
            memory("script-memory-limit", "256mb", 1024 * 1024, Long.MAX_VALUE);

    /** How many keys that clients cache are remembered at most; 0 is no limit. */
    public static final Directive<Long> TRACKING_TABLE_MAX_KEYS = number("tracking-table-max-keys", 1_000_000);

    /** Which events of keys are published to those who subscribe to them. */
    public static final Directive<NotificationClasses> NOTIFY_KEYSPACE_EVENTS = row(
            "notify-keyspace-events",
            "",
            true,
            text -> NotificationClasses.parse("notify-keyspace-events", text),
            NotificationClasses::print);

    /** The directory that relative file names start from. */
    public static final Directive<String> DIR =
            row("dir", ".", false, text -> Values.directory("dir", text), text -> text);

    /** The file that a server's log goes to; empty is the standard error stream. */
    public static final Directive<String> LOGFILE = fixedText("logfile", "");

    /** How much a server logs. */
    public static final Directive<String> LOGLEVEL = fixedChoice("loglevel", "notice", "debug", "verbose", "warning");

    /** Whether a server leaves its terminal: it does not, that is a service manager's business. */
    public static final Directive<String> DAEMONIZE = fixedChoice("daemonize", "no");

    /** When snapshots are taken: never, for there is no persistence. */
    public static final Directive<String> SAVE =
            row("save", "", true, Words.ADDING_UP, Directives::noSnapshots, text -> text);

    /** Whether changes are written to an append-only file: they are not, for there is no persistence. */
    public static final Directive<String> APPENDONLY =
            row("appendonly", "no", true, Directives::noAppendOnlyFile, text -> text);

    private Directives() {}

    /** Returns a directive by its name in any case, or null. */
    public static @Nullable Directive<?> find(String name) {
        return BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    /** Returns the name by which a directive is first declared; a name of none is returned as it is. */
    public static String firstName(String name) {
        Directive<?> directive = find(name);
        return all().stream()
                .filter(each -> directive != null && each.index() == directive.index())
                .findFirst()
                .map(Directive::name)
                .orElse(name);
    }

    /** All directives, in the order of their declaration. */
    public static Collection<Directive<?>> all() {
        return BY_NAME.values();
    }

    private static String noSnapshots(String text) {
        if (!text.isBlank()) {
            throw Values.noPersistence("save", text, "");
        }
        return "";
    }

    private static String noAppendOnlyFile(String text) {
        if (Values.yesOrNo("appendonly", text)) {
            throw Values.noPersistence("appendonly", text, "no");
        }
        return "no";
    }

    private static Directive<Integer> integer(String name, int defaultValue, int min, int max) {
        return row(
                name, Integer.toString(defaultValue), true, integers(name, min, max), value -> Integer.toString(value));
    }

    private static Directive<Integer> fixedInteger(String name, int defaultValue, int min, int max) {
        return row(
                name,
                Integer.toString(defaultValue),
                false,
                integers(name, min, max),
                value -> Integer.toString(value));
    }

    private static Function<String, Integer> integers(String name, int min, int max) {
        return text -> (int) Values.number(name, text, min, max);
    }

    private static Directive<Long> memory(String name, String defaultText, long min, long max) {
        return row(name, defaultText, true, text -> Values.memory(name, text, min, max), value -> Long.toString(value));
    }

    private static Directive<Long> number(String name, long defaultValue) {
        return row(
                name,
                Long.toString(defaultValue),
                true,
                text -> Values.number(name, text, 0, Long.MAX_VALUE),
                value -> Long.toString(value));
    }

    private static Directive<Boolean> yesOrNo(String name, boolean defaultValue) {
        return row(
                name,
                defaultValue ? "yes" : "no",
                true,
                text -> Values.yesOrNo(name, text),
                value -> value ? "yes" : "no");
    }

    private static Directive<Boolean> fixedYesOrNo(String name, boolean defaultValue) {
        return row(
                name,
                defaultValue ? "yes" : "no",
                false,
                text -> Values.yesOrNo(name, text),
                value -> value ? "yes" : "no");
    }

    private static Directive<List<String>> words(String name, String defaultText) {
        return row(name, defaultText, false, Words.SEVERAL, Values::words, words -> String.join(" ", words));
    }

    private static Directive<String> fixedText(String name, String defaultText) {
        return row(name, defaultText, false, text -> text, text -> text);
    }

    private static Directive<String> fixedChoice(String name, String... allowed) {
        return row(name, allowed[0], false, text -> Values.oneOf(name, text, allowed), text -> text);
    }

    private static <T> Directive<T> row(
            String name, String defaultText, boolean mutable, Function<String, T> parser, Function<T, String> printer) {
        return row(name, defaultText, mutable, Words.ONE, parser, printer);
    }

    private static <T> Directive<T> row(
            String name,
            String defaultText,
            boolean mutable,
            Words words,
            Function<String, T> parser,
            Function<T, String> printer) {
        return row(name, defaultText, mutable, words, parser, printer, (present, value) -> value);
    }

    private static <T> Directive<T> row(
            String name,
            String defaultText,
            boolean mutable,
            Words words,
            Function<String, T> parser,
            Function<T, String> printer,
            BinaryOperator<T> joiner) {
        return add(new Directive<>(BY_NAME.size(), name, defaultText, mutable, words, parser, printer, joiner));
    }

    /** Another name for a directive: whichever is set, both have the value. */
    private static <T> Directive<T> alias(String name, Directive<T> directive) {
        return add(directive.under(name));
    }

    private static <T> Directive<T> add(Directive<T> directive) {
        if (BY_NAME.put(directive.name(), directive) != null) {
            throw new IllegalStateException("directive '" + directive.name() + "' is declared twice");
        }
        return directive;
    }
}
