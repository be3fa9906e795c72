package io.redispatterns.sample.city;

/**
 * What a guest thinks of a city at last.
 *
 * @param city its id
 * @param guest who says so
 * @param stars from 1 to 5
 */
public record Rating(long city, String guest, int stars) {}
