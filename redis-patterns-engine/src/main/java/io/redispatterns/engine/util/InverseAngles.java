package io.redispatterns.engine.util;

/**
 * The angles of given sines, cosines and tangents, rounded to the nearest double but for some in a thousand. glibc's are just as
 * near, where Java's own are not: their difference would show in the 14 digits that Lua writes.
 */
public final class InverseAngles {

    private static final DoubleDouble PI = new DoubleDouble(Math.PI, 0x1.1a62633145c07p-53);
    private static final DoubleDouble HALF_PI = new DoubleDouble(Math.PI / 2, 0x1.1a62633145c07p-54);

    private static final int STEPS = 8;

    /** The angles whose tangents are 0, 1/8, 2/8 and so on to 1. */
    private static final DoubleDouble[] ANGLES = {
        new DoubleDouble(0, 0),
        new DoubleDouble(0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59),
        new DoubleDouble(0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57),
        new DoubleDouble(0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56),
        new DoubleDouble(0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56),
        new DoubleDouble(0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58),
        new DoubleDouble(0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56),
        new DoubleDouble(0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56),
        new DoubleDouble(0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55)
    };

    /** The series of a tangent up to 1/16 has this last divisor. */
    private static final int LAST_DIVISOR = 15;
    /** Within two to this power the calculation loses nothing; beyond, Java's own functions are near enough. */
    private static final int MAX_EXPONENT = 60;

    private InverseAngles() {}

    /** Returns the angle of a sine, in radians; NaN when there is none. */
    public static double asin(double sine) {
        return isModerate(sine) && Math.abs(sine) < 1
                ? angle(DoubleDouble.of(sine), otherLeg(sine))
                : StrictMath.asin(sine);
    }

    /** Returns the angle of a cosine, in radians; NaN when there is none. */
    public static double acos(double cosine) {
        return isModerate(cosine) && Math.abs(cosine) < 1
                ? angle(otherLeg(cosine), DoubleDouble.of(cosine))
                : StrictMath.acos(cosine);
    }

    /** Returns the angle of a tangent, in radians. */
    public static double atan(double tangent) {
        return atan2(tangent, 1);
    }

    /** Returns the angle between the x axis and a point, in radians. */
    public static double atan2(double y, double x) {
        return isModerate(y) && isModerate(x) ? angle(DoubleDouble.of(y), DoubleDouble.of(x)) : StrictMath.atan2(y, x);
    }

    private static boolean isModerate(double number) {
        return Math.abs(Math.getExponent(number)) <= MAX_EXPONENT;
    }

    /** Returns the square root of 1 - x². */
    private static DoubleDouble otherLeg(double x) {
        return DoubleDouble.sum(1, -x).times(DoubleDouble.sum(1, x)).squareRoot();
    }

    private static double angle(DoubleDouble y, DoubleDouble x) {
        DoubleDouble up = magnitude(y);
        DoubleDouble right = magnitude(x);
        DoubleDouble angle = up.high() > right.high()
                ? HALF_PI.minus(flatAngle(right.dividedBy(up)))
                : flatAngle(up.dividedBy(right));
        return Math.copySign((x.high() < 0 ? PI.minus(angle) : angle).high(), y.high());
    }

    private static DoubleDouble magnitude(DoubleDouble number) {
        return number.high() < 0 ? new DoubleDouble(-number.high(), -number.low()) : number;
    }

    /** Returns the angle of a tangent of 0 to 1, by way of the nearest angle of the table. */
    private static DoubleDouble flatAngle(DoubleDouble tangent) {
        int step = (int) Math.round(tangent.high() * STEPS);
        double nearest = (double) step / STEPS;
        DoubleDouble rest = tangent.plus(-nearest)
                .dividedBy(tangent.times(DoubleDouble.of(nearest)).plus(1));
        double square = rest.high() * rest.high();
        double series = 0;
        for (int divisor = LAST_DIVISOR; divisor > 1; divisor -= 2) {
            series = square * (1.0 / divisor - series);
        }
        return ANGLES[step].plus(rest.plus(-rest.high() * series));
    }
}
