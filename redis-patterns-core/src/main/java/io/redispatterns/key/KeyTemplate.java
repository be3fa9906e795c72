package io.redispatterns.key;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The form of the keys of one pattern instance, {@code namespace:pattern:name:id}, for example
 * {@code city-guide:cache:cities:2267057}.
 *
 * <p>Different ids always give different keys. An id is written as it is, in UTF-8, except for what would break the
 * form: braces, whitespace, control characters and {@code %} are percent-encoded, and an empty id is {@code %}. A key
 * that would be longer than {@link #maxBytes()} has {@code %sha256-} and the SHA-256 digest of its encoded id in hex
 * in the place of the id.
 *
 * <p>With a {@linkplain HashTag hash tag} the id or the name stands in braces, so that a cluster keeps together what
 * belongs together: {@code city-guide:lock:{cities}:2267057}.
 */
public final class KeyTemplate {

    /** The length limit of keys in bytes. */
    static final int DEFAULT_MAX_BYTES = 512;

    private final String namespace;
    private final String pattern;
    private final String name;
    private final HashTag hashTag;
    private final int maxBytes;
    private final byte[] prefix;

    KeyTemplate(String namespace, String pattern, String name, HashTag hashTag, int maxBytes) {
        this.namespace = namespace;
        this.pattern = pattern;
        this.name = name;
        this.hashTag = hashTag;
        this.maxBytes = maxBytes;
        String shownName = hashTag == HashTag.NAME ? "{" + name + "}" : name;
        this.prefix = (namespace + ":" + pattern + ":" + shownName + ":").getBytes(UTF_8);
    }

    /** The application's segment. */
    public String namespace() {
        return namespace;
    }

    /** What the keys are for. */
    public String pattern() {
        return pattern;
    }

    /** Which instance of the pattern the keys belong to. */
    public String name() {
        return name;
    }

    /** Which part is the hash tag. */
    public HashTag hashTag() {
        return hashTag;
    }

    /** The limit on the length of a key, in bytes. */
    public int maxBytes() {
        return maxBytes;
    }

    /** The key of an object. The array is new. O(length of the id). */
    public byte[] key(String id) {
        if (hashTag == HashTag.ID || id.isEmpty() || prefix.length + id.length() > maxBytes) {
            return join(EncodedId.of(id), "");
        }
        byte[] key = new byte[prefix.length + id.length()];
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!EncodedId.isPlain(c)) {
                return join(EncodedId.of(id), "");
            }
            key[prefix.length + i] = (byte) c;
        }
        System.arraycopy(prefix, 0, key, 0, prefix.length);
        return key;
    }

    /**
     * The key of a part of an object, {@code namespace:pattern:name:{id}:part}.
     *
     * @param part 1 to 64 characters of {@code a-z 0-9 . _ -}
     * @throws IllegalStateException if the template has no hash tag: the parts could be in different slots
     */
    public byte[] key(String id, String part) {
        if (hashTag == HashTag.NONE) {
            throw new IllegalStateException(
                    "keys " + this + " have no hash tag to keep the parts of an object together");
        }
        return join(EncodedId.of(id), ":" + KeySpace.checkSegment("part", part));
    }

    /**
     * The id of a key that {@link #key(String)} made; null if the key is another template's or a part's, or has a digest in
     * the place of the id. O(length of the key).
     */
    public @Nullable String id(byte[] key) {
        int braces = hashTag == HashTag.ID ? 1 : 0;
        int from = prefix.length + braces;
        int to = key.length - braces;
        if (from >= to || !Arrays.equals(prefix, 0, prefix.length, key, 0, prefix.length)) {
            return null;
        }
        if (braces > 0 && (key[from - 1] != '{' || key[to] != '}')) {
            return null;
        }
        return EncodedId.read(key, from, to);
    }

    /** A glob-style pattern for SCAN that matches the keys of this template and no others. */
    public String scanPattern() {
        return new String(prefix, ISO_8859_1) + "*";
    }

    /** The form of the keys, such as {@code city-guide:cache:cities:<id>}. */
    @Override
    public String toString() {
        return new String(prefix, ISO_8859_1) + (hashTag == HashTag.ID ? "{<id>}" : "<id>");
    }

    private byte[] join(byte[] id, String suffix) {
        int braces = hashTag == HashTag.ID ? 2 : 0;
        byte[] shown = prefix.length + id.length + braces + suffix.length() > maxBytes ? EncodedId.digest(id) : id;
        byte[] key = new byte[prefix.length + shown.length + braces + suffix.length()];
        System.arraycopy(prefix, 0, key, 0, prefix.length);
        int next = prefix.length;
        if (braces > 0) {
            key[next++] = '{';
        }
        System.arraycopy(shown, 0, key, next, shown.length);
        next += shown.length;
        if (braces > 0) {
            key[next++] = '}';
        }
        System.arraycopy(suffix.getBytes(UTF_8), 0, key, next, suffix.length());
        return key;
    }
}
