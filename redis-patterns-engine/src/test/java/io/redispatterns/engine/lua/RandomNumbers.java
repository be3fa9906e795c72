package io.redispatterns.engine.lua;

import java.util.SplittableRandom;

/** Doubles of all magnitudes: random bits, integers, short decimals, halves of the last digit, nines to round, special ones. */
final class RandomNumbers {

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1 / 0.0,
        -1 / 0.0,
        NotANumber.MADE,
        NotANumber.POSITIVE,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        1e14,
        1e14 - 1,
        99999999999999.5,
        1e15,
        1e-4,
        1e-5,
        9.999999999999999e-5,
        0x1p53,
        0x1p63,
        -0x1p63,
        0x1p64,
        -1e19,
        255,
        256
    };

    private final SplittableRandom random;

    RandomNumbers(SplittableRandom random) {
        this.random = random;
    }

    double next() {
        return switch (random.nextInt(9)) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> random.nextInt(-1000, 1000);
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> decimal(random.nextInt(1, 19));
            case 4 -> Double.valueOf(random.nextLong(1_000_000_000_000_000L) + "5e" + random.nextInt(-40, 40));
            case 5 -> random.nextInt(-4096, 4096) / 64.0;
            case 6 -> Double.valueOf("9".repeat(random.nextInt(1, 18)) + "5e" + random.nextInt(-25, 25));
            case 7 -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-20, 25));
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    private double decimal(int digits) {
        return Double.valueOf(random.nextLong((long) Math.pow(10, digits)) + "e" + random.nextInt(-25, 25));
    }
}
