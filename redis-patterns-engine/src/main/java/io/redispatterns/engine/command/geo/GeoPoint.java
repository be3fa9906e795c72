package io.redispatterns.engine.command.geo;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.DoubleFormat;
import io.redispatterns.engine.util.DoubleReader;
import io.redispatterns.engine.util.InverseAngles;

/** A position on the earth, in degrees. */
record GeoPoint(double longitude, double latitude) {

    static final double MIN_LONGITUDE = -180;
    static final double MAX_LONGITUDE = 180;
    /** Where a Mercator map of the earth is as high as wide. */
    static final double MAX_LATITUDE = 85.05112878;

    private static final double EARTH_RADIUS_METERS = 6372797.560856;
    private static final double RADIANS_PER_DEGREE = Math.PI / 180;
    private static final int DECIMALS_OF_ERROR = 6;

    /**
     * Reads a point.
     *
     * @throws CommandException when a word is no number or the point is off the map
     */
    static GeoPoint parse(byte[] longitudeWord, byte[] latitudeWord) {
        double longitude = number(longitudeWord);
        double latitude = number(latitudeWord);
        if (Math.abs(longitude) > MAX_LONGITUDE || Math.abs(latitude) > MAX_LATITUDE) {
            throw Errors.of("ERR invalid longitude,latitude pair " + DoubleFormat.fixed(longitude, DECIMALS_OF_ERROR)
                    + "," + DoubleFormat.fixed(latitude, DECIMALS_OF_ERROR));
        }
        return new GeoPoint(longitude, latitude);
    }

    private static double number(byte[] word) {
        double number = DoubleReader.read(word);
        if (Double.isNaN(number)) {
            throw Errors.notAFloat();
        }
        return number;
    }

    /** Returns the point that a score stands for. */
    static GeoPoint ofScore(double score) {
        return GeoHash.ofScore(score).area().center();
    }

    /** The score of a member at this point. */
    long score() {
        return GeoHash.of(this, GeoHash.MAX_STEP).bits();
    }

    /** The way to another point along the earth's surface, in meters, by the haversine formula for a sphere. */
    double distance(GeoPoint other) {
        double u = halfChord(latitude, other.latitude);
        double v = halfChord(longitude, other.longitude);
        double parallels = Math.cos(radians(latitude)) * Math.cos(radians(other.latitude));
        return 2.0 * EARTH_RADIUS_METERS * InverseAngles.asin(Math.sqrt(u * u + parallels * v * v));
    }

    private static double halfChord(double degrees, double otherDegrees) {
        return Math.sin((radians(otherDegrees) - radians(degrees)) / 2);
    }

    /** The area that reaches so many meters from this point to all sides. */
    GeoArea around(double metersEast, double metersNorth) {
        double height = degrees(metersNorth / EARTH_RADIUS_METERS);
        double edge = latitude < 0 ? latitude - height : latitude + height;
        double width = degrees(metersEast / EARTH_RADIUS_METERS / Math.cos(radians(edge)));
        return new GeoArea(longitude - width, longitude + width, latitude - height, latitude + height);
    }

    private static double radians(double degrees) {
        return degrees * RADIANS_PER_DEGREE;
    }

    private static double degrees(double radians) {
        return radians / RADIANS_PER_DEGREE;
    }

    /** The two numbers as GEOPOS gives them. */
    Reply reply() {
        return Reply.array(new Reply.Decimal(longitude, true), new Reply.Decimal(latitude, true));
    }
}
