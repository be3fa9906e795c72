package io.redispatterns.engine.command.geo;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.DoubleFormat;
import io.redispatterns.engine.util.DoubleReader;

/** The units of length. */
enum GeoUnit {
    M(1),
    KM(1000),
    FT(0.3048),
    MI(1609.34);

    /** The units as a command's syntax names them. */
    static final String SYNTAX = "unit=(M|KM|FT|MI)";

    private static final int DECIMALS = 4;

    private final double meters;

    GeoUnit(double meters) {
        this.meters = meters;
    }

    double meters() {
        return meters;
    }

    /**
     * Reads a unit.
     *
     * @throws CommandException when it is none
     */
    static GeoUnit parse(byte[] word) {
        for (GeoUnit unit : values()) {
            if (Bytes.equalsIgnoreCase(word, unit.name())) {
                return unit;
            }
        }
        throw Errors.of("ERR unsupported unit provided. please use M, KM, FT, MI");
    }

    /**
     * Reads a length.
     *
     * @param name what the length is, for the error
     * @throws CommandException when it is no number
     */
    static double length(byte[] word, String name) {
        double length = DoubleReader.read(word);
        if (Double.isNaN(length)) {
            throw Errors.of("ERR need numeric " + name);
        }
        return length;
    }

    /** A length as replies write it. */
    static byte[] text(double length) {
        return Bytes.of(DoubleFormat.fixed(length, DECIMALS));
    }
}
