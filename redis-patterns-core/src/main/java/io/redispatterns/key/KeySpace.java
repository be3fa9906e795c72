package io.redispatterns.key;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/**
 * The keys of one application: a namespace that all of them begin with, and the catalogue of their templates.
 *
 * <p>Safe for many threads.
 */
public final class KeySpace {

    private static final Pattern SEGMENT = Pattern.compile("[a-z0-9._-]{1,64}");

    private final String namespace;
    private final Map<String, KeyTemplate> templates = new ConcurrentSkipListMap<>();

    private KeySpace(String namespace) {
        this.namespace = namespace;
    }

    /**
     * The key space of an application.
     *
     * @param namespace the first segment of every key, such as the application's name
     * @throws IllegalArgumentException unless it is 1 to 64 characters of {@code a-z 0-9 . _ -}
     */
    public static KeySpace of(String namespace) {
        return new KeySpace(checkSegment("namespace", namespace));
    }

    /** The first segment of every key. */
    public String namespace() {
        return namespace;
    }

    /** A template without hash tag and with the default length limit; see {@link #template(String, String, HashTag)}. */
    public KeyTemplate template(String pattern, String name) {
        return template(pattern, name, HashTag.NONE);
    }

    /**
     * Adds the template {@code namespace:pattern:name:…} to the catalogue, or gives the one that is there.
     *
     * @param pattern what the keys are for, such as {@code cache} or {@code lock}
     * @param name which one of these
     * @throws IllegalArgumentException if a segment is not 1 to 64 characters of {@code a-z 0-9 . _ -}, or if the
     *     template exists with another hash tag
     */
    public KeyTemplate template(String pattern, String name, HashTag hashTag) {
        checkSegment("pattern", pattern);
        checkSegment("name", name);
        KeyTemplate template = templates.computeIfAbsent(
                pattern + ":" + name,
                absent -> new KeyTemplate(namespace, pattern, name, hashTag, KeyTemplate.DEFAULT_MAX_BYTES));
        if (template.hashTag() != hashTag) {
            throw new IllegalArgumentException(
                    "keys " + template + " exist with hash tag " + template.hashTag() + ", not " + hashTag);
        }
        return template;
    }

    /** Every template in use, sorted by pattern and name. */
    public List<KeyTemplate> catalogue() {
        return List.copyOf(templates.values());
    }

    @Override
    public String toString() {
        return namespace + ":*";
    }

    static String checkSegment(String what, String segment) {
        if (!SEGMENT.matcher(segment).matches()) {
            throw new IllegalArgumentException(
                    "the " + what + " of a key is 1 to 64 characters of a-z 0-9 . _ -, not \"" + segment + "\"");
        }
        return segment;
    }
}
