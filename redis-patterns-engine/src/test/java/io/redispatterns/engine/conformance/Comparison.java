package io.redispatterns.engine.conformance;

import io.redispatterns.engine.testing.RespMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How equal two replies have to be. */
public enum Comparison {
    /** The same bytes. */
    EXACT {
        @Override
        public boolean accepts(RespMessage expected, RespMessage actual) {
            return expected.equals(actual);
        }
    },
    /** The same elements in any order, at every depth. */
    UNORDERED {
        @Override
        public boolean accepts(RespMessage expected, RespMessage actual) {
            return sorted(expected).equals(sorted(actual));
        }
    },
    /** The same but for integers that tell seconds: they may differ by 2. */
    APPROXIMATE_SECONDS {
        @Override
        public boolean accepts(RespMessage expected, RespMessage actual) {
            return close(expected, actual, 2);
        }
    },
    /** The same but for integers that tell milliseconds: they may differ by 2000. */
    APPROXIMATE_MILLIS {
        @Override
        public boolean accepts(RespMessage expected, RespMessage actual) {
            return close(expected, actual, 2000);
        }
    },
    /** The same but for integers so large that they tell milliseconds since 1970: they may differ by 2000. */
    MOMENTS {
        @Override
        public boolean accepts(RespMessage expected, RespMessage actual) {
            return expected.equals(actual) || (sameCounts(expected, actual) && close(expected, actual, 2000));
        }
    },
    /** The same kind. */
    TYPE {
        @Override
        public boolean accepts(RespMessage expected, RespMessage actual) {
            return expected.kind() == actual.kind() && expected.isNull() == actual.isNull();
        }
    };

    /** The kind of a map's key with its value: no message on the wire has it. */
    private static final char PAIR = 'P';

    /** In 1973: no counter of a test comes so far. */
    private static final long FIRST_MOMENT = 100_000_000_000L;

    private static final Set<String> IN_SECONDS = Set.of("TTL", "EXPIRETIME", "OBJECT", "LASTSAVE");

    /** Whether a reply is as it has to be. */
    public abstract boolean accepts(RespMessage expected, RespMessage actual);

    /**
     * Returns what a word before a command asks for.
     *
     * @param directive {@code @unordered}, {@code @approx}, {@code @type}, or nothing
     * @param command the command's name: it tells whether approximate times are seconds
     */
    public static Comparison of(String directive, String command) {
        return switch (directive) {
            case "" -> EXACT;
            case "@unordered" -> UNORDERED;
            case "@type" -> TYPE;
            case "@approx" ->
                IN_SECONDS.contains(command.toUpperCase(Locale.ROOT)) ? APPROXIMATE_SECONDS : APPROXIMATE_MILLIS;
            default -> throw new IllegalArgumentException("no directive " + directive);
        };
    }

    /** The message with its elements in the order of their bytes, at every depth; a map's values stay with their keys. */
    private static RespMessage sorted(RespMessage message) {
        if (message.items().isEmpty()) {
            return message;
        }
        List<RespMessage> items = new ArrayList<>();
        elements(message).forEach(item -> items.add(sorted(item)));
        if (message.kind() != PAIR) {
            items.sort(Comparator.comparing(RespMessage::toByteArray, Arrays::compare));
        }
        return new RespMessage(message.kind(), message.line(), message.body(), items);
    }

    /** The elements to be matched: those of a map in pairs. */
    private static List<RespMessage> elements(RespMessage message) {
        if (message.kind() != '%') {
            return message.items();
        }
        List<RespMessage> pairs = new ArrayList<>();
        for (int i = 0; i < message.items().size(); i += 2) {
            pairs.add(new RespMessage(PAIR, "2", new byte[0], message.items().subList(i, i + 2)));
        }
        return pairs;
    }

    /** Whether numbers that are no moments are equal; that the rest is may be taken for granted. */
    private static boolean sameCounts(RespMessage expected, RespMessage actual) {
        boolean sameHere = expected.kind() != ':'
                || actual.kind() != ':'
                || expected.number() == actual.number()
                || expected.number() > FIRST_MOMENT;
        boolean sameSize = expected.items().size() == actual.items().size();
        for (int i = 0; sameHere && sameSize && i < expected.items().size(); i++) {
            sameHere = sameCounts(expected.items().get(i), actual.items().get(i));
        }
        return sameHere && sameSize;
    }

    private static boolean close(RespMessage expected, RespMessage actual, long tolerance) {
        if (expected.kind() == ':' && actual.kind() == ':') {
            // A negative number is an answer of its own, such as -2 for a missing key.
            long difference = Math.abs(expected.number() - actual.number());
            boolean bothCount = expected.number() >= 0 && actual.number() >= 0;
            return difference == 0 || (bothCount && difference <= tolerance);
        }
        if (expected.items().isEmpty()
                || actual.items().size() != expected.items().size()) {
            return expected.equals(actual);
        }
        for (int i = 0; i < expected.items().size(); i++) {
            if (!close(expected.items().get(i), actual.items().get(i), tolerance)) {
                return false;
            }
        }
        return expected.kind() == actual.kind();
    }
}
