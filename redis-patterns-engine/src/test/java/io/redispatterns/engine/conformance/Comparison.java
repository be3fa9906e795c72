package io.redispatterns.engine.conformance;

import io.redispatterns.engine.testing.RespMessage;
import java.util.ArrayList;
import java.util.List;

/** How equal two replies have to be. */
enum Comparison {
    /** The same bytes. */
    EXACT {
        @Override
        boolean accepts(RespMessage expected, RespMessage actual) {
            return expected.equals(actual);
        }
    },
    /** The same elements in any order, at every depth. */
    UNORDERED {
        @Override
        boolean accepts(RespMessage expected, RespMessage actual) {
            if (expected.items().isEmpty() || actual.items().isEmpty()) {
                return expected.equals(actual);
            }
            if (expected.kind() == PAIR) {
                return accepts(expected.items().get(0), actual.items().get(0))
                        && accepts(expected.items().get(1), actual.items().get(1));
            }
            return expected.kind() == actual.kind()
                    && expected.line().equals(actual.line())
                    && sameElements(elements(expected), elements(actual));
        }

        private boolean sameElements(List<RespMessage> expected, List<RespMessage> actual) {
            List<RespMessage> left = new ArrayList<>(actual);
            return expected.size() == actual.size()
                    && expected.stream().allMatch(element -> removeFirst(left, element));
        }

        private boolean removeFirst(List<RespMessage> left, RespMessage element) {
            for (int i = 0; i < left.size(); i++) {
                if (accepts(element, left.get(i))) {
                    left.remove(i);
                    return true;
                }
            }
            return false;
        }
    },
    /** The same but for integers that tell seconds: they may differ by 2. */
    APPROXIMATE_SECONDS {
        @Override
        boolean accepts(RespMessage expected, RespMessage actual) {
            return close(expected, actual, 2);
        }
    },
    /** The same but for integers that tell milliseconds: they may differ by 2000. */
    APPROXIMATE_MILLIS {
        @Override
        boolean accepts(RespMessage expected, RespMessage actual) {
            return close(expected, actual, 2000);
        }
    },
    /** The same kind. */
    TYPE {
        @Override
        boolean accepts(RespMessage expected, RespMessage actual) {
            return expected.kind() == actual.kind() && expected.isNull() == actual.isNull();
        }
    };

    /** The kind of a map's key with its value: no message on the wire has it. */
    private static final char PAIR = 'P';

    abstract boolean accepts(RespMessage expected, RespMessage actual);

    /** The elements to be matched: those of a map in pairs, so that a value stays with its key. */
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
