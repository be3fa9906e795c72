package io.redispatterns.engine.command;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a command's syntax, as COMMAND DOCS describes it.
 *
 * @param name the argument's name
 * @param type what it is
 * @param token the word that stands before it, or that it is; null when there is none
 * @param since the version that brought it, or null when it came with the command
 * @param optional whether it may be left out
 * @param multiple whether it may stand several times
 * @param multipleToken whether the token is repeated with it
 * @param keySpecIndex for a key: which of the command's key specifications covers it; else -1
 * @param children the alternatives or the parts
 */
public record Argument(
        String name,
        Type type,
        @Nullable String token,
        @Nullable String since,
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

    Argument asOptional() {
        return new Argument(name, type, token, since, true, multiple, multipleToken, keySpecIndex, children);
    }

    Argument asMultiple() {
        return new Argument(name, type, token, since, optional, true, multipleToken, keySpecIndex, children);
    }

    Argument since(String version) {
        return new Argument(name, type, token, version, optional, multiple, multipleToken, keySpecIndex, children);
    }

    Argument behind(String word, boolean repeated) {
        return new Argument(name, type, word, since, optional, multiple || repeated, repeated, keySpecIndex, children);
    }
}
