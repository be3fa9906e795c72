package io.redispatterns.engine.command;

import java.util.List;

/**
 * Where keys stand, for clients that know only of a first key, a last key and a step: what COMMAND INFO gives besides the key
 * specifications, and derived from them as Redis does.
 *
 * @param first the first key's word, or 0 when there is none at a fixed place
 * @param last the last key's word; negative: counted from the end of the call
 * @param step from one key to the next
 * @param isAll whether these are all the keys; otherwise the command has the flag {@link CommandFlag#MOVABLEKEYS}
 */
public record KeyRange(int first, int last, int step, boolean isAll) {

    private static final KeyRange NO_KEYS = new KeyRange(0, 0, 0, true);

    static KeyRange of(List<KeySpec> specs) {
        if (specs.size() == 1 && specs.get(0).isRange()) {
            return only(specs.get(0));
        }
        KeyRange all = NO_KEYS;
        for (KeySpec spec : specs) {
            all = all.and(spec);
        }
        return all;
    }

    private static KeyRange only(KeySpec spec) {
        KeySpec.Range range = (KeySpec.Range) spec.find();
        return new KeyRange(
                firstOf(spec), lastOf(spec), range.step(), !spec.flags().contains(KeyFlag.INCOMPLETE));
    }

    /** This range made longer by another specification, if it follows at once. */
    private KeyRange and(KeySpec spec) {
        boolean follows =
                spec.isRange() && ((KeySpec.Range) spec.find()).step() == 1 && (last == 0 || last == firstOf(spec) - 1);
        if (!follows) {
            return new KeyRange(first, last, step, false);
        }
        boolean complete = isAll && !spec.flags().contains(KeyFlag.INCOMPLETE);
        return new KeyRange(first == 0 ? firstOf(spec) : first, lastOf(spec), 1, complete);
    }

    private static int firstOf(KeySpec spec) {
        return ((KeySpec.AtIndex) spec.begin()).index();
    }

    private static int lastOf(KeySpec spec) {
        int last = ((KeySpec.Range) spec.find()).lastKey();
        return last < 0 ? last : last + firstOf(spec);
    }
}
