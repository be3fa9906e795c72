package io.redispatterns.engine.command.geo;

/**
 * A place that was found.
 *
 * @param distance from the center, in the unit that the caller has chosen
 */
record GeoMatch(byte[] member, double score, GeoPoint point, double distance) {}
