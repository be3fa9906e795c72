package io.redispatterns.engine.command.generic;

import io.redispatterns.engine.command.ArgReader;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What SORT is told behind the key.
 *
 * @param by where the weights are found that elements are sorted by; null: they are sorted by themselves
 * @param leavesOrder whether nothing is sorted, because the weights would be the same for all
 * @param gets what to give for each element, in its place; none: the element
 * @param offset how many elements of the sorted sequence to leave out
 * @param count how many to give then at most; negative: all
 * @param descending whether the greatest comes first
 * @param alpha whether weights are compared as strings, not as numbers
 * @param destination the key to keep the result in, or null
 */
record SortOptions(
        @Nullable SortPattern by,
        boolean leavesOrder,
        List<SortPattern> gets,
        long offset,
        long count,
        boolean descending,
        boolean alpha,
        byte @Nullable [] destination) {

    /**
     * Reads the options.
     *
     * @param mayStore whether STORE is known
     * @throws CommandException when one is unknown or breaks its rule
     */
    static SortOptions parse(ArgReader words, boolean mayStore) {
        SortPattern by = null;
        boolean leavesOrder = false;
        List<SortPattern> gets = new ArrayList<>();
        long offset = 0;
        long count = -1;
        boolean descending = false;
        boolean alpha = false;
        byte[] destination = null;
        while (words.hasNext()) {
            if (words.accept("ASC")) {
                descending = false;
            } else if (words.accept("DESC")) {
                descending = true;
            } else if (words.accept("ALPHA")) {
                alpha = true;
            } else if (words.acceptWith("LIMIT", 2)) {
                offset = words.nextLong();
                count = words.nextLong();
            } else if (mayStore && words.acceptWith("STORE", 1)) {
                destination = words.next();
            } else if (words.acceptWith("BY", 1)) {
                by = SortPattern.of(words.next());
                leavesOrder |= !by.hasPlaceholder();
            } else if (words.acceptWith("GET", 1)) {
                gets.add(SortPattern.of(words.next()));
            } else {
                throw Errors.syntax();
            }
        }
        return new SortOptions(by, leavesOrder, List.copyOf(gets), offset, count, descending, alpha, destination);
    }

    /** The same, but elements are sorted by themselves as strings. */
    SortOptions byElementsAsTexts() {
        return new SortOptions(null, false, gets, offset, count, descending, true, destination);
    }

    /** The index of the first of so many elements that is wanted; their number when none is. */
    int from(int size) {
        return (int) Math.min(Math.max(offset, 0), size);
    }

    /** The index behind the last of so many elements that is wanted. */
    int to(int size) {
        int from = from(size);
        return count < 0 ? size : (int) Math.min(from + Math.min(count, size), size);
    }
}
