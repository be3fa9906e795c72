package io.redispatterns.engine.command;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the keys of one call by the command's key specifications. */
final class KeySearch {

    private final byte[][] argv;
    private final List<KeyUse> keys = new ArrayList<>();

    KeySearch(byte[][] argv) {
        this.argv = argv;
    }

    /** Returns the keys, or null when a specification does not fit the call. */
    @Nullable
    List<KeyUse> find(List<KeySpec> specs) {
        for (KeySpec spec : specs) {
            if (spec.isOfKeys() && !addAll(spec)) {
                return null;
            }
        }
        return keys;
    }

    /** As {@link #find}, and what is no key but belongs to a slot like one. */
    @Nullable
    List<KeyUse> findWithChannels(List<KeySpec> specs) {
        for (KeySpec spec : specs) {
            if (!addAll(spec)) {
                return null;
            }
        }
        return keys;
    }

    private boolean addAll(KeySpec spec) {
        int begin = begin(spec.begin());
        return begin <= 0 || add(spec, begin);
    }

    /** Returns where the search begins, or 0 when its keyword is not there. */
    private int begin(KeySpec.Begin begin) {
        if (begin instanceof KeySpec.AtIndex at) {
            return at.index();
        }
        return begin instanceof KeySpec.AtKeyword at ? behind(at) : 0;
    }

    /** A word at the very end has no key behind it, and is none then. */
    private int behind(KeySpec.AtKeyword at) {
        int step = at.startFrom() < 0 ? -1 : 1;
        int from = at.startFrom() < 0 ? argv.length + at.startFrom() : at.startFrom();
        for (int i = from; i > 0 && i < argv.length - 1; i += step) {
            if (Bytes.equalsIgnoreCase(argv[i], at.keyword())) {
                return i + 1;
            }
        }
        return 0;
    }

    private boolean add(KeySpec spec, int begin) {
        if (spec.find() instanceof KeySpec.Range range) {
            return addEvery(spec, begin, lastOf(range, begin), range.step());
        }
        return !(spec.find() instanceof KeySpec.KeyCount count) || addCounted(spec, begin, count);
    }

    private int lastOf(KeySpec.Range range, int first) {
        if (range.lastKey() >= 0) {
            return first + range.lastKey();
        }
        return range.limit() <= 1
                ? argv.length + range.lastKey()
                : first + (argv.length - first) / range.limit() + range.lastKey();
    }

    private boolean addCounted(KeySpec spec, int begin, KeySpec.KeyCount count) {
        int at = begin + count.countIndex();
        Long number = at < argv.length ? Numbers.parseLong(argv[at]) : null;
        if (number == null || number < 0 || number > argv.length) {
            return false;
        }
        int first = begin + count.firstKey();
        return addEvery(spec, first, first + (number.intValue() - 1) * count.step(), count.step());
    }

    private boolean addEvery(KeySpec spec, int first, int last, int step) {
        for (int i = first; i <= last; i += step) {
            if (i >= argv.length) {
                return false;
            }
            keys.add(new KeyUse(i, spec.flags()));
        }
        return true;
    }
}
