package io.redispatterns.engine.type;

/**
 * How large a value may be that is kept as a listpack: what lies beyond is kept in a form that is larger and quicker to search.
 *
 * @param entries the most entries, such as fields of a hash
 * @param elementBytes the longest element, in bytes
 */
public record ListpackLimits(int entries, int elementBytes) {

    /** No listpack at all. */
    public static final ListpackLimits NONE = new ListpackLimits(0, 0);

    boolean admits(byte[] element) {
        return element.length <= elementBytes;
    }
}
