package io.redispatterns.spring.aop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The parameter that has the keys of a bulk method.
 *
 * @param position of it among the parameters
 * @param isSet whether the method wants them in a set, else in a list
 */
record KeysParameter(int position, boolean isSet) {

    private static final Set<Class<?>> TYPES = Set.of(Collection.class, Iterable.class, List.class, Set.class);

    /** The one that is named, or the only one that can be it. */
    static KeysParameter of(AnnotatedMethod method, String text, @Nullable Integer named) {
        Class<?>[] types = method.method().getParameterTypes();
        if (named != null) {
            return checked(method, types, named);
        }
        if (!text.isEmpty()) {
            throw method.mistake(
                    "keys \"" + text + "\" is not a parameter; there are " + method.parameterNames(),
                    "Name the parameter with the keys, as in keys = \"#ids\".");
        }
        int[] possible = IntStream.range(0, types.length)
                .filter(i -> TYPES.contains(types[i]))
                .toArray();
        if (possible.length == 1) {
            return checked(method, types, possible[0]);
        }
        throw method.mistake(
                possible.length == 0
                        ? "none of its parameters is a Collection, Iterable, List or Set of keys"
                        : "several of its parameters could have the keys",
                possible.length == 0
                        ? "Give it one, or use @Cached for a method with a single key."
                        : "Name the one, as in keys = \"#ids\".");
    }

    private static KeysParameter checked(AnnotatedMethod method, Class<?>[] types, int position) {
        if (!TYPES.contains(types[position])) {
            throw method.mistake(
                    "the parameter with the keys is a " + types[position].getSimpleName(),
                    "Let it be a Collection, Iterable, List or Set: the method gets one with the missing keys.");
        }
        return new KeysParameter(position, types[position] == Set.class);
    }

    /** The keys of a call; null if it gives none at all. */
    @Nullable
    Iterable<?> in(@Nullable Object[] args) {
        return (Iterable<?>) args[position];
    }

    /** The arguments with other keys. */
    @Nullable
    Object[] replaced(@Nullable Object[] args, Collection<Object> keys) {
        @Nullable Object[] replaced = args.clone();
        replaced[position] = isSet ? new LinkedHashSet<>(keys) : new ArrayList<>(keys);
        return replaced;
    }
}
