package io.redispatterns.engine.command.generic;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.util.DoubleReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which SORT brings elements: that of their weights, which are numbers or strings, found by a pattern or the elements
 * themselves. Elements with the same number are in the order of their bytes, those with the same string stay as they were. A weight that
 * is missing is 0, or in front of all strings.
 */
final class Sorting {

    private final Invocation in;
    private final SortOptions options;

    Sorting(Invocation in, SortOptions options) {
        this.in = in;
        this.options = options;
    }

    /** An element and what it is sorted by: the number or the string. */
    private record Weighted(byte[] element, double number, byte @Nullable [] text) {}

    /**
     * Sorts elements and returns those that the options want.
     *
     * @throws CommandException when numbers are to be compared and a weight is none
     */
    List<byte[]> sort(List<byte[]> elements) {
        Weighted[] weighted = new Weighted[elements.size()];
        for (int i = 0; i < weighted.length; i++) {
            weighted[i] = weighted(elements.get(i));
        }
        Comparator<Weighted> order = options.alpha() ? Sorting::compareTexts : Sorting::compareNumbers;
        Arrays.sort(weighted, options.descending() ? order.reversed() : order);
        int to = options.to(weighted.length);
        List<byte[]> sorted = new ArrayList<>();
        for (int i = options.from(weighted.length); i < to; i++) {
            sorted.add(weighted[i].element());
        }
        return sorted;
    }

    private Weighted weighted(byte[] element) {
        SortPattern by = options.by();
        byte[] weight = by == null ? element : by.lookup(in, element);
        if (!options.alpha()) {
            return new Weighted(element, weight == null ? 0 : number(weight), null);
        }
        return new Weighted(element, 0, weight == null || options.destination() != null ? weight : collated(weight));
    }

    /** What is compared when the result is not kept: as C does it in its own locale, only what stands in front of a zero byte. */
    private static byte[] collated(byte[] text) {
        int end = endOfText(text);
        return end == text.length ? text : Arrays.copyOf(text, end);
    }

    /** Reads a weight as C's strtod does: behind blanks, up to a zero byte, nothing at all is 0. */
    private static double number(byte[] weight) {
        int end = endOfText(weight);
        int start = 0;
        while (start < end && isBlank(weight[start])) {
            start++;
        }
        double number = end == 0 ? 0 : DoubleReader.read(Arrays.copyOfRange(weight, start, end));
        // Numbers so near to 0 that a double holds them with less than its precision are out of strtod's range.
        boolean subnormal = number != 0 && Math.abs(number) < Double.MIN_NORMAL;
        if (Double.isNaN(number) || subnormal) {
            throw Errors.of("ERR One or more scores can't be converted into double");
        }
        return number;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    private static int endOfText(byte[] text) {
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return end;
    }

    /** Double.compare would tell 0 from -0. */
    private static int compareNumbers(Weighted a, Weighted b) {
        if (a.number() != b.number()) {
            return a.number() < b.number() ? -1 : 1;
        }
        return Arrays.compareUnsigned(a.element(), b.element());
    }

    private static int compareTexts(Weighted a, Weighted b) {
        byte[] left = a.text();
        byte[] right = b.text();
        return left == null || right == null
                ? Boolean.compare(left != null, right != null)
                : Arrays.compareUnsigned(left, right);
    }
}
