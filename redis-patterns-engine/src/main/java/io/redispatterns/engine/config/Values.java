package io.redispatterns.engine.config;

import java.io.File;
import java.util.List;
import java.util.Locale;

/** How the texts of directives are read. */
final class Values {

    private Values() {}

    static long number(String name, String text, long min, long max) {
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw refused(name, text, "an integer", "argument couldn't be parsed into an integer");
        }
        return inRange(name, value, min, max);
    }

    /** Reads a size: {@code 1k} is 1000 bytes, {@code 1kb} is 1024, and so on with m and g. */
    static long memory(String name, String text, long min, long max) {
        String lower = text.toLowerCase(Locale.ROOT);
        int digits = 0;
        while (digits < lower.length() && Character.isDigit(lower.charAt(digits))) {
            digits++;
        }
        long unit = switch (lower.substring(digits)) {
            case "", "b" -> 1L;
            case "k" -> 1_000L;
            case "kb" -> 1L << 10;
            case "m" -> 1_000_000L;
            case "mb" -> 1L << 20;
            case "g" -> 1_000_000_000L;
            case "gb" -> 1L << 30;
            default -> 0L;
        };
        if (digits == 0 || digits > 18 || unit == 0) {
            throw refused(name, text, "a size such as 512mb", "argument must be a memory value");
        }
        long number = Long.parseLong(lower.substring(0, digits));
        if (number > Long.MAX_VALUE / unit) {
            throw new ConfigException("directive '" + name + "': '" + text + "' is too large");
        }
        return inRange(name, number * unit, min, max);
    }

    /** Splits at blanks. */
    static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    static boolean yesOrNo(String name, String text) {
        boolean yes = text.equalsIgnoreCase("yes");
        if (!yes && !text.equalsIgnoreCase("no")) {
            throw refused(name, text, "one of yes, no", "argument must be 'yes' or 'no'");
        }
        return yes;
    }

    /** Returns the allowed word, in the case in which it is given here. */
    static String oneOf(String name, String text, String... allowed) {
        for (String word : allowed) {
            if (word.equalsIgnoreCase(text)) {
                return word;
            }
        }
        String rule = allowed.length == 1 ? allowed[0] : "one of " + String.join(", ", allowed);
        throw refused(name, text, rule);
    }

    /** Refuses a value that asks for persistence, which there is not. */
    static ConfigException noPersistence(String name, String text, String only) {
        String rule = "there is no persistence: the only value is '" + only + "'";
        return new ConfigException("directive '" + name + "': '" + text + "' cannot be, " + rule, rule);
    }

    static String directory(String name, String text) {
        if (!new File(text).isDirectory()) {
            throw refused(name, text, "a directory");
        }
        return text;
    }

    /** Returns the exception that says which rule a value breaks. */
    static ConfigException refused(String name, String text, String rule) {
        return new ConfigException(message(name, text, rule));
    }

    /** As {@link #refused(String, String, String)}, for a rule that Redis has its own words for. */
    static ConfigException refused(String name, String text, String rule, String reason) {
        return new ConfigException(message(name, text, rule), reason);
    }

    private static String message(String name, String text, String rule) {
        return "directive '" + name + "': '" + text + "' is not " + rule;
    }

    private static long inRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new ConfigException(
                    "directive '" + name + "': " + value + " is not between " + min + " and " + max,
                    "argument must be between " + min + " and " + max + " inclusive");
        }
        return value;
    }
}
