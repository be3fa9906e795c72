package io.redispatterns.writebehind;

/**
 * What is accepted for an id and not yet known to be written.
 *
 * @param <V> the type of the values
 */
public sealed interface Pending<V> {

    /** Nothing: the database has what there is. */
    record None<V>() implements Pending<V> {}

    /** A value that the database is going to have. */
    record Value<V>(V value, long version) implements Pending<V> {}

    /** The id is going to be removed from the database. */
    record Removal<V>(long version) implements Pending<V> {}
}
