package io.redispatterns.engine.config;

import io.redispatterns.engine.keyspace.KeyspaceEvent.Kind;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which keyspace events are published, and under which channels: redis.conf's {@code notify-keyspace-events}.
 *
 * @param kinds the classes of events
 * @param byKey whether an event is published under its key's name
 * @param byEvent whether an event is published under its own name
 */
public record NotificationClasses(Set<Kind> kinds, boolean byKey, boolean byEvent) {

    /** What A stands for, and the letter with which it is said. */
    private static final Set<Kind> ALL = EnumSet.complementOf(EnumSet.of(Kind.NEW, Kind.KEY_MISS));

    private static final char ALL_LETTER = 'A';
    private static final char BY_KEY_LETTER = 'K';
    private static final char BY_EVENT_LETTER = 'E';
    private static final String LETTERS = "Ag$lshzxeKEtmdn";

    /** Copies the set. */
    public NotificationClasses {
        kinds = Collections.unmodifiableSet(kinds.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(kinds));
    }

    /** Whether anything is published at all. */
    public boolean isOn() {
        return !kinds.isEmpty() && (byKey || byEvent);
    }

    /** Whether events are published that are no changes: that a key is new, or was looked for in vain. */
    public boolean includesNotices() {
        return isOn() && (kinds.contains(Kind.NEW) || kinds.contains(Kind.KEY_MISS));
    }

    static NotificationClasses parse(String name, String text) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (int i = 0; i < text.length(); i++) {
            add(name, text, text.charAt(i), kinds);
        }
        return new NotificationClasses(kinds, text.indexOf(BY_KEY_LETTER) >= 0, text.indexOf(BY_EVENT_LETTER) >= 0);
    }

    private static void add(String name, String text, char letter, Set<Kind> kinds) {
        if (letter == ALL_LETTER) {
            kinds.addAll(ALL);
        } else if (letter != BY_KEY_LETTER && letter != BY_EVENT_LETTER) {
            kinds.add(Arrays.stream(Kind.values())
                    .filter(kind -> kind.letter() == letter)
                    .findFirst()
                    .orElseThrow(() -> Values.refused(
                            name,
                            text,
                            "made of the letters " + LETTERS,
                            "Invalid event class character. Use '" + LETTERS + "'.")));
        }
    }

    /** The letters in Redis's order. That keys are new is not said beside A, as in Redis. */
    String print() {
        StringBuilder text = new StringBuilder();
        boolean all = kinds.containsAll(ALL);
        if (all) {
            text.append(ALL_LETTER);
        } else {
            kinds.stream().filter(kind -> kind != Kind.KEY_MISS).forEach(kind -> text.append(kind.letter()));
        }
        addIf(text, byKey, BY_KEY_LETTER);
        addIf(text, byEvent, BY_EVENT_LETTER);
        addIf(text, kinds.contains(Kind.KEY_MISS), Kind.KEY_MISS.letter());
        return text.toString();
    }

    private static void addIf(StringBuilder text, boolean isSo, char letter) {
        if (isSo) {
            text.append(letter);
        }
    }
}
