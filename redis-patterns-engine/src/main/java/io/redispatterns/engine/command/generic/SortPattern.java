package io.redispatterns.engine.command.generic;

import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.type.HashValue;
import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.type.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of SORT's BY and GET: it tells where something is found that belongs to an element. {@code weight_*} is the string at the
 * key with the element in the asterisk's place, {@code object_*->field} a field of the hash at such a key, and {@code #} the element
 * itself.
 *
 * @param text the pattern
 * @param asterisk the index of the asterisk, or -1: nothing is found then, unless it is {@code #}
 * @param arrow the index of the arrow in front of the hash's field, or where the pattern ends
 */
record SortPattern(byte[] text, int asterisk, int arrow) {

    private static final int ARROW_LENGTH = 2;

    /** Reads a pattern. Redis looks for asterisk and arrow up to a zero byte, if there is one. */
    static SortPattern of(byte[] text) {
        int end = indexOf(text, 0, text.length, (byte) 0);
        int searchable = end < 0 ? text.length : end;
        int asterisk = indexOf(text, 0, searchable, (byte) '*');
        int arrow = asterisk < 0 ? -1 : arrow(text, asterisk + 1, searchable);
        boolean namesField = arrow >= 0 && arrow + ARROW_LENGTH < searchable;
        return new SortPattern(text, asterisk, namesField ? arrow : text.length);
    }

    private static int indexOf(byte[] text, int from, int to, byte wanted) {
        for (int i = from; i < to; i++) {
            if (text[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int arrow(byte[] text, int from, int to) {
        for (int i = from; i + 1 < to; i++) {
            if (text[i] == '-' && text[i + 1] == '>') {
                return i;
            }
        }
        return -1;
    }

    /** Whether the pattern depends on the element. */
    boolean hasPlaceholder() {
        return asterisk >= 0;
    }

    private boolean isElementItself() {
        return text.length > 0 && text[0] == '#' && (text.length == 1 || text[1] == 0);
    }

    /** Returns what belongs to an element; null when there is no such key or field, or the key is of another type. */
    byte @Nullable [] lookup(Invocation in, byte[] element) {
        if (isElementItself()) {
            return element;
        }
        Entry entry = hasPlaceholder() ? in.readEntry(key(element)) : null;
        if (entry == null) {
            return null;
        }
        Value value = entry.value();
        if (arrow < text.length) {
            byte[] field = Arrays.copyOfRange(text, arrow + ARROW_LENGTH, text.length);
            return value instanceof HashValue hash ? hash.get(field) : null;
        }
        return value instanceof StringValue string ? string.bytes() : null;
    }

    private byte[] key(byte[] element) {
        int behind = asterisk + 1;
        byte[] key = new byte[asterisk + element.length + arrow - behind];
        System.arraycopy(text, 0, key, 0, asterisk);
        System.arraycopy(element, 0, key, asterisk, element.length);
        System.arraycopy(text, behind, key, asterisk + element.length, arrow - behind);
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SortPattern that && Arrays.equals(text, that.text);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(text);
    }
}
