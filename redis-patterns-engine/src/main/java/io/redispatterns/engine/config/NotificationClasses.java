package io.redispatterns.engine.config;

/**
 * Which keyspace events are published, and under which channels: redis.conf's {@code notify-keyspace-events}.
 *
 * @param letters a letter for each class of events, in the order in which CONFIG GET writes them
 * @param byKey whether an event is published under its key's name
 * @param byEvent whether an event is published under its own name
 */
public record NotificationClasses(String letters, boolean byKey, boolean byEvent) {

    private static final char ALL_LETTER = 'A';
    private static final char BY_KEY_LETTER = 'K';
    private static final char BY_EVENT_LETTER = 'E';
    private static final char KEY_MISS_LETTER = 'm';

    /** What A stands for: all classes but those of events that are no changes. */
    private static final String ALL = "g$lshzxetd";

    private static final String CLASSES = ALL + "n" + KEY_MISS_LETTER;

    /** Whether the events of a class are published. */
    public boolean includes(char letter) {
        return (byKey || byEvent) && letters.indexOf(letter) >= 0;
    }

    static NotificationClasses parse(String name, String text) {
        String all = text.replace(String.valueOf(ALL_LETTER), ALL);
        StringBuilder letters = new StringBuilder();
        CLASSES.chars().filter(letter -> all.indexOf(letter) >= 0).forEach(letters::appendCodePoint);
        boolean known = all.chars()
                .allMatch(
                        letter -> CLASSES.indexOf(letter) >= 0 || letter == BY_KEY_LETTER || letter == BY_EVENT_LETTER);
        if (!known) {
            String rule = "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.";
            throw Values.refused(name, text, "made of the letters Ag$lshzxeKEtmdn", rule);
        }
        return new NotificationClasses(
                letters.toString(), text.indexOf(BY_KEY_LETTER) >= 0, text.indexOf(BY_EVENT_LETTER) >= 0);
    }

    /** The letters in Redis's order, n left out beside A as Redis does. */
    String print() {
        String classes = letters.startsWith(ALL)
                ? String.valueOf(ALL_LETTER)
                : letters.replace(String.valueOf(KEY_MISS_LETTER), "");
        return classes
                + (byKey ? BY_KEY_LETTER : "")
                + (byEvent ? BY_EVENT_LETTER : "")
                + (letters.indexOf(KEY_MISS_LETTER) >= 0 ? KEY_MISS_LETTER : "");
    }
}
