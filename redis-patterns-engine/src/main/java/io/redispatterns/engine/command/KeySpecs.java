package io.redispatterns.engine.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads a command's key specifications from its syntax, as far as the keys stand at fixed places. */
final class KeySpecs {

    private final List<Argument> arguments;
    private final int words;
    private final List<Set<KeyFlag>> flags;

    /**
     * Makes the reader for one row.
     *
     * @param words how many words the command's name has
     * @param flags what is done with the keys: one set for each key argument, in order
     */
    KeySpecs(List<Argument> arguments, int words, List<Set<KeyFlag>> flags) {
        this.arguments = arguments;
        this.words = words;
        this.flags = flags;
    }

    List<KeySpec> derive() {
        List<KeySpec> specs = new ArrayList<>();
        int position = words;
        for (int i = 0; i < arguments.size() && specs.size() < flags.size(); i++) {
            Argument argument = arguments.get(i);
            Argument key =
                    argument.type() == Argument.Type.BLOCK ? argument.children().get(0) : argument;
            if (key.type() == Argument.Type.KEY) {
                specs.add(spec(i, position, argument, flags.get(specs.size())));
            }
            position += Math.max(1, argument.minimumWords());
        }
        if (specs.size() != flags.size()) {
            throw new IllegalArgumentException(
                    flags.size() + " key specifications are given, but the syntax has " + specs.size());
        }
        return List.copyOf(specs);
    }

    private KeySpec spec(int index, int position, Argument argument, Set<KeyFlag> keyFlags) {
        Set<KeyFlag> set = EnumSet.copyOf(keyFlags);
        if (!argument.multiple()) {
            return new KeySpec(set, null, new KeySpec.AtIndex(position), new KeySpec.Range(0, 1, 0));
        }
        if (index > 0 && "numkeys".equals(arguments.get(index - 1).name())) {
            return new KeySpec(set, null, new KeySpec.AtIndex(position - 1), new KeySpec.KeyCount(0, 1, 1));
        }
        int trailing = arguments.subList(index + 1, arguments.size()).stream()
                .mapToInt(Argument::minimumWords)
                .sum();
        int step = Math.max(1, argument.children().size());
        return new KeySpec(set, null, new KeySpec.AtIndex(position), new KeySpec.Range(-1 - trailing, step, 0));
    }
}
