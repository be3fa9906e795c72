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

    @Override
    public String toString() {
        return kind + " '" + name + "'";
    }
}
