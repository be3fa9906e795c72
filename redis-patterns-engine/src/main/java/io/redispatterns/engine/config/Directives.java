package io.redispatterns.engine.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
            integer("hash-max-listpack-entries", 128, 0, Integer.MAX_VALUE);

    /** The longest field or value of a hash that is kept as a listpack, in bytes. */
    public static final Directive<Integer> HASH_MAX_LISTPACK_VALUE =
            integer("hash-max-listpack-value", 64, 0, Integer.MAX_VALUE);

    private Directives() {}

    /** Returns a directive by its name in any case, or null. */
    public static @Nullable Directive<?> find(String name) {
        return BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    /** All directives, in the order of their declaration. */
    public static Collection<Directive<?>> all() {
        return BY_NAME.values();
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

    private static <T> Directive<T> row(
            String name, String defaultText, boolean mutable, Function<String, T> parser, Function<T, String> printer) {
        Directive<T> directive = new Directive<>(BY_NAME.size(), name, defaultText, mutable, parser, printer);
        if (BY_NAME.put(name, directive) != null) {
            throw new IllegalStateException("directive '" + name + "' is declared twice");
        }
        return directive;
    }
}
