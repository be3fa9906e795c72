package io.redispatterns.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The commands that need a connection of their own. */
final class ExclusiveCommands {

    private static final Set<String> CHANGE_CONNECTION = Set.of(
            "ASKING",
            "AUTH",
            "DISCARD",
            "EXEC",
            "HELLO",
            "MONITOR",
            "MULTI",
            "PSUBSCRIBE",
            "PSYNC",
            "PUNSUBSCRIBE",
            "QUIT",
            "READONLY",
            "READWRITE",
            "REPLCONF",
            "RESET",
            "SELECT",
            "SSUBSCRIBE",
            "SUBSCRIBE",
            "SUNSUBSCRIBE",
            "SYNC",
            "UNSUBSCRIBE",
            "UNWATCH",
            "WATCH");

    private static final Set<String> BLOCK = Set.of(
            "BLMOVE", "BLMPOP", "BLPOP", "BRPOP", "BRPOPLPUSH", "BZMPOP", "BZPOPMAX", "BZPOPMIN", "WAIT", "WAITAOF");

    /** The words that make a command exclusive which else is not. */
    private static final Map<String, Set<String>> WORDS = Map.of(
            "XREAD", Set.of("BLOCK"),
            "XREADGROUP", Set.of("BLOCK"),
            "CLIENT", Set.of("REPLY", "TRACKING", "CACHING"));

    private static final int LONGEST_WORD = 8;

    private ExclusiveCommands() {}

    static boolean contains(String name) {
        return CHANGE_CONNECTION.contains(name) || BLOCK.contains(name);
    }

    static boolean contains(String name, byte[] argument) {
        Set<String> words = WORDS.get(name);
        return words != null
                && argument.length <= LONGEST_WORD
                && words.contains(new String(argument, UTF_8).toUpperCase(Locale.ROOT));
    }
}
