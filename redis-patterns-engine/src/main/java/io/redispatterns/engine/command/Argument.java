package io.redispatterns.engine.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a command's syntax, as COMMAND DOCS describes it.
 *
 * @param name the argument's name
 * @param type what it is
 * @param token the word that stands before it, or that it is; null when there is none
 * @param since the version that brought it, or null when it came with the command
 * @param deprecatedSince the version that deprecated it, or null
 * @param optional whether it may be left out
 * @param multiple whether it may stand several times
 * @param multipleToken whether the token is repeated with it
 * @param keySpecIndex which of the command's key specifications covers it, as for a key; else -1
 * @param children the alternatives or the parts
 */
public record Argument(
        String name,
        Type type,
        @Nullable String token,
        @Nullable String since,
        @Nullable String deprecatedSince,
        boolean optional,
        boolean multiple,
        boolean multipleToken,
        int keySpecIndex,
        List<Argument> children) {

    /** The kinds of argument that COMMAND DOCS knows. */
    public enum Type {
        STRING,
        INTEGER,
        DOUBLE,
        KEY,
        PATTERN,
        UNIX_TIME,
        PURE_TOKEN,
        ONEOF,
        BLOCK;

        /** The type's name in COMMAND DOCS. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How many words it takes at least. */
    int minimumWords() {
        if (optional) {
            return 0;
        }
        int own = token != null && type != Type.PURE_TOKEN ? 1 : 0;
        return own
                + switch (type) {
                    case ONEOF ->
                        children.stream().mapToInt(Argument::minimumWords).min().orElse(0);
                    case BLOCK ->
                        children.stream().mapToInt(Argument::minimumWords).sum();
                    case STRING, INTEGER, DOUBLE, KEY, PATTERN, UNIX_TIME, PURE_TOKEN -> 1;
                };
    }

    /** Whether it always takes the same number of words. */
    boolean isFixed() {
        return !optional
                && !multiple
                && children.stream().allMatch(Argument::isFixed)
                && (type != Type.ONEOF
                        || children.stream()
                                        .mapToInt(Argument::minimumWords)
                                        .distinct()
                                        .count()
                                == 1);
    }

    /** The argument as a user writes it: words in capitals, other arguments in angle brackets, in square brackets what may be left out. */
    String usage() {
        String one = type == Type.PURE_TOKEN || token == null ? plainUsage() : token + " " + plainUsage();
        String more = multipleToken || token == null ? one : plainUsage();
        String all = multiple ? one + " [" + more + " ...]" : one;
        if (!optional) {
            return all;
        }
        boolean inBrackets = all.startsWith("(") && all.endsWith(")");
        return "[" + (inBrackets ? all.substring(1, all.length() - 1) : all) + "]";
    }

    private String plainUsage() {
        return switch (type) {
            case PURE_TOKEN -> String.valueOf(token);
            case ONEOF -> children.stream().map(Argument::usage).collect(Collectors.joining("|", "(", ")"));
            case BLOCK -> children.stream().map(Argument::usage).collect(Collectors.joining(" "));
            case STRING, INTEGER, DOUBLE, KEY, PATTERN, UNIX_TIME -> "<" + name + ">";
        };
    }

    Argument asOptional() {
        return with(token, since, deprecatedSince, true, multiple, multipleToken, keySpecIndex);
    }

    Argument asMultiple() {
        return with(token, since, deprecatedSince, optional, true, multipleToken, keySpecIndex);
    }

    Argument since(String version) {
        return with(token, version, deprecatedSince, optional, multiple, multipleToken, keySpecIndex);
    }

    Argument deprecatedSince(String version) {
        return with(token, since, version, optional, multiple, multipleToken, keySpecIndex);
    }

    Argument behind(String word, boolean repeated) {
        return with(word, since, deprecatedSince, optional, multiple || repeated, repeated, keySpecIndex);
    }

    Argument inKeySpec(int index) {
        return with(token, since, deprecatedSince, optional, multiple, multipleToken, index);
    }

    private Argument with(
            @Nullable String newToken,
            @Nullable String newSince,
            @Nullable String newDeprecatedSince,
            boolean newOptional,
            boolean newMultiple,
            boolean newMultipleToken,
            int newKeySpecIndex) {
        return new Argument(
                name,
                type,
                newToken,
                newSince,
                newDeprecatedSince,
                newOptional,
                newMultiple,
                newMultipleToken,
                newKeySpecIndex,
                children);
    }
}
