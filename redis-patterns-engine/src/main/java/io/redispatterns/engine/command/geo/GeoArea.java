package io.redispatterns.engine.command.geo;

/** A part of the earth between two longitudes and two latitudes, in degrees. */
record GeoArea(double west, double east, double south, double north) {

    /** The point in the middle. */
    GeoPoint center() {
        return new GeoPoint(
                clamped((west + east) / 2, GeoPoint.MAX_LONGITUDE),
                clamped((south + north) / 2, GeoPoint.MAX_LATITUDE));
    }

    private static double clamped(double degrees, double max) {
        return Math.max(-max, Math.min(max, degrees));
    }
}
