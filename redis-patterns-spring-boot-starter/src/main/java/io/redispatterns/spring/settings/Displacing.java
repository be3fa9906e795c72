package io.redispatterns.spring.settings;

/**
 * A record of settings of which some say the same thing in different ways, so that one of them takes the place of another.
 *
 * @param <R> the record
 */
public interface Displacing<R extends Record> {

    /** A record that this one is put before, without what this one says in another way. */
    R displace(R others);
}
