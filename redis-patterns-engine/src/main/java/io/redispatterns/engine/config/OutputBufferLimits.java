package io.redispatterns.engine.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much output may wait for a client of each class until its connection is closed: redis.conf's {@code client-output-buffer-limit}.
 *
 * @param byClass a limit for each class
 */
public record OutputBufferLimits(Map<ClientClass, Limit> byClass) {

    static final String DEFAULT_TEXT = "normal 0 0 0 slave 256mb 64mb 60 pubsub 32mb 8mb 60";

    private static final String NAME = "client-output-buffer-limit";
    private static final int WORDS_OF_A_CLASS = 4;

    /** What kind of traffic a client has. */
    public enum ClientClass {
        /** Commands and replies. */
        NORMAL,
        /** A replica's stream of changes. */
        SLAVE,
        /** Messages of channels or patterns that the client subscribed to. */
        PUBSUB
    }

    /**
     * One class's limit; a number of 0 is no limit.
     *
     * @param hardBytes the connection ends when more bytes wait
     * @param softBytes the connection ends when more bytes wait for {@code softSeconds}
     * @param softSeconds see {@code softBytes}
     */
    public record Limit(long hardBytes, long softBytes, int softSeconds) {}

    /** Copies the map. */
    public OutputBufferLimits {
        byClass = Map.copyOf(byClass);
    }

    /** Returns the limit of a class. */
    public Limit of(ClientClass clientClass) {
        return byClass.getOrDefault(clientClass, new Limit(0, 0, 0));
    }

    /** Returns these limits with those of others in the place of the same classes. */
    OutputBufferLimits with(OutputBufferLimits others) {
        Map<ClientClass, Limit> limits = new EnumMap<>(ClientClass.class);
        limits.putAll(byClass);
        limits.putAll(others.byClass);
        return new OutputBufferLimits(limits);
    }

    /** Reads groups of class, hard limit, soft limit, seconds: the limits of the classes that are named. */
    static OutputBufferLimits parse(String text) {
        Map<ClientClass, Limit> limits = new EnumMap<>(ClientClass.class);
        putAll(text, limits);
        return new OutputBufferLimits(limits);
    }

    private static void putAll(String text, Map<ClientClass, Limit> limits) {
        List<String> words = Values.words(text);
        if (words.size() % WORDS_OF_A_CLASS != 0) {
            throw Values.refused(
                    NAME,
                    text,
                    "groups of class, hard limit, soft limit and seconds",
                    "Wrong number of arguments in buffer limit configuration.");
        }
        for (int i = 0; i < words.size(); i += WORDS_OF_A_CLASS) {
            limits.put(clientClass(words.get(i)), limit(words.subList(i + 1, i + WORDS_OF_A_CLASS)));
        }
    }

    private static Limit limit(List<String> numbers) {
        try {
            return new Limit(
                    Values.memory(NAME, numbers.get(0), 0, Long.MAX_VALUE),
                    Values.memory(NAME, numbers.get(1), 0, Long.MAX_VALUE),
                    (int) Values.number(NAME, numbers.get(2), 0, Integer.MAX_VALUE));
        } catch (ConfigException e) {
            throw e.because("Error in hard, soft or soft_seconds setting in buffer limit configuration.");
        }
    }

    private static ClientClass clientClass(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "normal" -> ClientClass.NORMAL;
            case "slave", "replica" -> ClientClass.SLAVE;
            case "pubsub" -> ClientClass.PUBSUB;
            default ->
                throw Values.refused(
                        NAME,
                        word,
                        "one of normal, replica, pubsub",
                        "Invalid client class specified in buffer limit configuration.");
        };
    }

    String print() {
        List<String> groups = new ArrayList<>();
        for (ClientClass each : ClientClass.values()) {
            Limit limit = of(each);
            groups.add(each.name().toLowerCase(Locale.ROOT) + " " + limit.hardBytes() + " " + limit.softBytes() + " "
                    + limit.softSeconds());
        }
        return String.join(" ", groups);
    }
}
