package io.redispatterns.engine.command.generic;

import io.redispatterns.engine.type.ListValue;
import io.redispatterns.engine.type.RankRange;
import io.redispatterns.engine.type.SetValue;
import io.redispatterns.engine.type.SortedSetValue;
import io.redispatterns.engine.type.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The elements of a value that SORT can sort. */
final class SortSource {

    private SortSource() {}

    /** Returns all elements, in the value's own order. */
    static List<byte[]> all(Value value) {
        List<byte[]> elements = new ArrayList<>();
        if (value instanceof ListValue list) {
            list.forEach(elements::add);
        } else if (value instanceof SetValue set) {
            set.forEach(elements::add);
        } else if (value instanceof SortedSetValue sorted) {
            sorted.forEach((member, score) -> elements.add(member));
        }
        return elements;
    }

    /** Returns the elements that the options want, in the value's own order, or the reverse of it where a value has one. */
    static List<byte[]> range(Value value, SortOptions options) {
        List<byte[]> elements = new ArrayList<>();
        if (value instanceof ListValue list) {
            RankRange range = range(list.size(), options);
            list.forEach(range.from(), range.size(), elements::add);
            if (options.descending()) {
                Collections.reverse(elements);
            }
        } else if (value instanceof SortedSetValue sorted) {
            RankRange range = range(sorted.size(), options);
            sorted.forEach(range, options.descending(), (member, score) -> elements.add(member));
        } else {
            List<byte[]> all = all(value);
            return all.subList(options.from(all.size()), options.to(all.size()));
        }
        return elements;
    }

    /** The range that is wanted: counted from the end when it is to be reversed. */
    private static RankRange range(int size, SortOptions options) {
        int from = options.from(size);
        int to = options.to(size);
        return options.descending() ? new RankRange(size - to, size - from) : new RankRange(from, to);
    }
}
