package io.redispatterns.engine.lua;

/**
 * How a chunk names a value.
 *
 * @param kind {@code local}, {@code upvalue}, {@code global}, {@code field} or {@code method}
 * @param name the name, one char a byte
 */
record Name(String kind, String name) {

    /** What a field is called whose key is not a constant string. */
    static final Name UNKNOWN_FIELD = new Name("field", "?");

    /** To C a name ends at its first zero byte. */
    Name {
        int end = name.indexOf('\0');
        name = end < 0 ? name : name.substring(0, end);
    }

    @Override
    public String toString() {
        return kind + " '" + name + "'";
    }
}
