package io.redispatterns.engine.dispatch;

/**
 * A change as a command that repeats it.
 *
 * @param database the number of the database
 * @param words the command; not to be changed
 */
public record Effect(int database, byte[][] words) {}
