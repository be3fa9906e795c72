package io.redispatterns.engine.type;

/**
 * What a key holds. Each type hides how it is encoded in memory; {@link #encoding()} names it as OBJECT ENCODING does.
 *
 * <p>Values are changed by one command at a time, under the engine's lock.
 */
public sealed interface Value permits HashValue, ListValue, SetValue, SortedSetValue, StreamValue, StringValue {

    /** The type's name, as TYPE gives it: {@code string}, {@code hash} … */
    String typeName();

    /** The encoding's name, as OBJECT ENCODING gives it. */
    String encoding();

    /** Returns a value of its own with the same content, as COPY needs it. O(N). */
    Value copy();

    /** Whether nothing is left in it, so that the key has to go. A string is never empty in this sense. */
    boolean isEmpty();
}
