package io.redispatterns.engine.command;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a command's keys stand among its arguments, and what is done with them.
 *
 * @param flags what is done with the keys
 * @param notes remarks for the reader of COMMAND INFO, or null
 * @param begin where the search for keys begins
 * @param find how the keys are found from there
 */
public record KeySpec(Set<KeyFlag> flags, @Nullable String notes, Begin begin, Find find) {

    /** Where the search begins. */
    public sealed interface Begin permits AtIndex, AtKeyword, Unknown {}

    /** At a fixed argument, the command's name being argument 0. */
    public record AtIndex(int index) implements Begin {}

    /** Behind a word, searched from an argument on (from the end when negative). */
    public record AtKeyword(String keyword, int startFrom) implements Begin {}

    /** Nowhere that the form of the call tells: the row has a {@link KeyFinder} instead. */
    public record Unknown() implements Begin, Find {}

    /** How the keys are found. */
    public sealed interface Find permits Range, KeyCount, Unknown {}

    /**
     * A range.
     *
     * @param lastKey the last key relative to the first; negative: counted from the last argument
     * @param step from one key to the next
     * @param limit with a negative last key: use only one in {@code limit} of the remaining arguments; 0 and 1 mean all
     */
    public record Range(int lastKey, int step, int limit) implements Find {}

    /**
     * As many as an argument says.
     *
     * @param countIndex where the count stands, relative to the beginning
     * @param firstKey where the first key stands, relative to the beginning
     * @param step from one key to the next
     */
    public record KeyCount(int countIndex, int firstKey, int step) implements Find {}

    /** Whether it is a range from a fixed place. */
    boolean isRange() {
        return begin instanceof AtIndex && find instanceof Range;
    }

    /** Whether it is about keys at all. */
    boolean isOfKeys() {
        return !flags.contains(KeyFlag.NOT_KEY);
    }
}
