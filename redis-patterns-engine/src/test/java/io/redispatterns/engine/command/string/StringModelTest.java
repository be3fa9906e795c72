package io.redispatterns.engine.command.string;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.EngineConfig;
import io.redispatterns.engine.EngineSession;
import io.redispatterns.engine.RedisEngine;
import io.redispatterns.engine.keyspace.KeyspaceInvariants;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.ManualTimeSource;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random string commands give what a map of Java strings with moments of expiry gives. */
class StringModelTest {

    private static final int OPERATIONS = 20_000;
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /** A string of bytes as Latin-1 characters, and when it expires; null: never. */
    private record Held(String text, @Nullable Long expiresAt) {}

    private final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, Held> model = new HashMap<>();
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void agreesWithAMap() {
        List<String> history = new ArrayList<>();
        try (RedisEngine engine =
                        RedisEngine.open(EngineConfig.custom().time(time).build());
                EngineSession session = engine.session()) {
            for (int i = 0; i < OPERATIONS; i++) {
                time.advance(Duration.ofMillis(random.nextInt(3)));
                long now = time.epochMillis();
                model.values().removeIf(held -> held.expiresAt() != null && held.expiresAt() < now);
                String[] words = command();
                history.add(String.join(" ", words));
                Object expected = apply(words);
                assertThat(plain(session.call(latin1(words))))
                        .as("seed %d, operation %d: %s", seed, i, history.subList(Math.max(0, i - 10), i + 1))
                        .isEqualTo(expected);
            }
            engine.dispatcher()
                    .locked(() -> KeyspaceInvariants.check(
                            engine.dispatcher().engine().keyspace()));
        }
    }

    private String[] command() {
        String key = "k" + random.nextInt(12);
        String other = "k" + random.nextInt(12);
        return switch (random.nextInt(22)) {
            case 0, 1 -> new String[] {"GET", key};
            case 2 -> new String[] {"SET", key, value()};
            case 3 -> new String[] {"SET", key, value(), "PX", Integer.toString(1 + random.nextInt(60))};
            case 4 -> new String[] {"SET", key, value(), random.nextBoolean() ? "NX" : "XX", "GET"};
            case 5 -> new String[] {"SET", key, value(), "KEEPTTL"};
            case 6 -> new String[] {"SETNX", key, value()};
            case 7 -> new String[] {"GETSET", key, value()};
            case 8 -> new String[] {"GETDEL", key};
            case 9 -> new String[] {"GETEX", key, "PX", Integer.toString(1 + random.nextInt(60))};
            case 10 -> new String[] {"GETEX", key, "PERSIST"};
            case 11 -> new String[] {"MGET", key, other, "missing"};
            case 12 -> new String[] {"MSET", key, value(), other, value()};
            case 13 -> new String[] {"MSETNX", key, value(), other, value()};
            case 14, 15 -> new String[] {"APPEND", key, value()};
            case 16 -> new String[] {"STRLEN", key};
            case 17 -> new String[] {"SETRANGE", key, Integer.toString(random.nextInt(30)), value()};
            case 18, 19 -> new String[] {"GETRANGE", key, Integer.toString(offset()), Integer.toString(offset())};
            default -> new String[] {"INCRBY", key, Long.toString(increment())};
        };
    }

    private int offset() {
        return random.nextInt(40) - 20;
    }

    private long increment() {
        return random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(2000) - 1000;
    }

    private String value() {
        return switch (random.nextInt(5)) {
            case 0 -> Integer.toString(random.nextInt(100));
            case 1 -> Long.toString(random.nextLong());
            case 2 -> "";
            default -> bytes(random.nextInt(60));
        };
    }

    private String bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private @Nullable Object apply(String[] words) {
        String key = words[1];
        Held held = model.get(key);
        String old = held == null ? null : held.text();
        switch (words[0]) {
            case "GET" -> {
                return old;
            }
            case "SET" -> {
                return set(words, held);
            }
            case "SETNX" -> {
                return setAllIfAbsent(Map.of(key, words[2]));
            }
            case "GETSET" -> {
                model.put(key, new Held(words[2], null));
                return old;
            }
            case "GETDEL" -> {
                model.remove(key);
                return old;
            }
            case "GETEX" -> {
                return getEx(words, held);
            }
            case "MGET" -> {
                List<@Nullable Object> all = new ArrayList<>();
                for (int i = 1; i < words.length; i++) {
                    Held one = model.get(words[i]);
                    all.add(one == null ? null : one.text());
                }
                return all;
            }
            case "MSET" -> {
                setAll(pairs(words));
                return "OK";
            }
            case "MSETNX" -> {
                return setAllIfAbsent(pairs(words));
            }
            case "APPEND" -> {
                return change(key, held, (old == null ? "" : old) + words[2]);
            }
            case "STRLEN" -> {
                return old == null ? 0L : (long) old.length();
            }
            case "SETRANGE" -> {
                return setRange(held, key, Integer.parseInt(words[2]), words[3]);
            }
            case "GETRANGE" -> {
                return range(old == null ? "" : old, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            }
            default -> {
                return increment(held, key, new BigInteger(words[2]));
            }
        }
    }

    private @Nullable Object set(String[] words, @Nullable Held held) {
        String option = words.length > 3 ? words[3] : "";
        String old = held == null ? null : held.text();
        boolean refused = option.equals("NX") ? held != null : option.equals("XX") && held == null;
        if (!refused) {
            Long kept = held == null ? null : held.expiresAt();
            Long expiresAt = switch (option) {
                case "PX" -> Long.valueOf(time.epochMillis() + Long.parseLong(words[4]));
                case "KEEPTTL" -> kept;
                default -> null;
            };
            model.put(words[1], new Held(words[2], expiresAt));
        }
        return words[words.length - 1].equals("GET") ? old : "OK";
    }

    private @Nullable Object getEx(String[] words, @Nullable Held held) {
        if (held == null) {
            return null;
        }
        Long expiresAt = words[2].equals("PX") ? Long.valueOf(time.epochMillis() + Long.parseLong(words[3])) : null;
        model.put(words[1], new Held(held.text(), expiresAt));
        return held.text();
    }

    private static Map<String, String> pairs(String[] words) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 1; i < words.length; i += 2) {
            pairs.put(words[i], words[i + 1]);
        }
        return pairs;
    }

    private void setAll(Map<String, String> pairs) {
        pairs.forEach((key, value) -> model.put(key, new Held(value, null)));
    }

    private long setAllIfAbsent(Map<String, String> pairs) {
        if (pairs.keySet().stream().anyMatch(model::containsKey)) {
            return 0;
        }
        setAll(pairs);
        return 1;
    }

    private long change(String key, @Nullable Held held, String text) {
        model.put(key, new Held(text, held == null ? null : held.expiresAt()));
        return text.length();
    }

    private long setRange(@Nullable Held held, String key, int offset, String source) {
        String old = held == null ? "" : held.text();
        if (source.isEmpty()) {
            return old.length();
        }
        String padded = old + "\0".repeat(Math.max(0, offset - old.length()));
        int end = offset + source.length();
        String rest = end < padded.length() ? padded.substring(end) : "";
        return change(key, held, padded.substring(0, offset) + source + rest);
    }

    private static String range(String text, int start, int end) {
        int from = start < 0 ? Math.max(0, text.length() + start) : start;
        int to = Math.min(text.length() - 1, end < 0 ? text.length() + end : end);
        boolean crossed = start < 0 && end < 0 && start > end;
        // An end before the first byte means the first byte.
        to = end < 0 && !text.isEmpty() ? Math.max(0, to) : to;
        return crossed || from > to ? "" : text.substring(from, to + 1);
    }

    private Object increment(@Nullable Held held, String key, BigInteger increment) {
        BigInteger old = held == null ? BigInteger.ZERO : integer(held.text());
        if (old == null) {
            return "ERR value is not an integer or out of range";
        }
        BigInteger sum = old.add(increment);
        if (sum.compareTo(MIN) < 0 || sum.compareTo(MAX) > 0) {
            return "ERR increment or decrement would overflow";
        }
        change(key, held, sum.toString());
        return sum.longValueExact();
    }

    private static @Nullable BigInteger integer(String text) {
        if (!text.matches("0|-?[1-9][0-9]{0,18}")) {
            return null;
        }
        BigInteger value = new BigInteger(text);
        return value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0 ? null : value;
    }

    private static byte[][] latin1(String[] words) {
        byte[][] argv = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            argv[i] = words[i].getBytes(StandardCharsets.ISO_8859_1);
        }
        return argv;
    }

    private static @Nullable Object plain(Reply reply) {
        if (reply instanceof Reply.Bulk bulk) {
            return new String(bulk.bytes(), StandardCharsets.ISO_8859_1);
        }
        if (reply instanceof Reply.Int number) {
            return number.value();
        }
        if (reply instanceof Reply.Simple status) {
            return status.text();
        }
        if (reply instanceof Reply.ErrorReply error) {
            return error.text();
        }
        if (reply instanceof Reply.Array array) {
            List<@Nullable Object> items = new ArrayList<>();
            array.items().forEach(item -> items.add(plain(item)));
            return items;
        }
        return null;
    }
}
