package io.redispatterns.engine.lua.extension;

import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Random numbers, strings and changes to texts, one char a byte. */
final class RandomText {

    private static final double[] NUMBERS = {
        0, -0.0, 1, -1, 31, -32, -33, 127, 128, -128, -129, 255, 256, 65535, 65536, -32768, -32769, 0x1p31, -0x1p31,
        0x1p32, 0x1p53, -0x1p53, 0x1p63, -0x1p63, 0x1p64, 0.5, 1.5, 2.5, 1e14, 1e15, 1e-4, 1e-5, 0.1, 1e300, -1e300,
        4.9e-324
    };
    private static final String USUAL = " \t\n\r{}[]:,\"\\/0123456789.eE+-xtruefalsnidINFbu";

    final SplittableRandom random;

    RandomText(SplittableRandom random) {
        this.random = random;
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    double number() {
        return switch (random.nextInt(6)) {
            case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 1 -> random.nextInt(-300, 300);
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> random.nextInt(-100_000, 100_000) / 100.0;
            case 4 -> (float) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-10, 30)));
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    /** Bytes of any kind, or letters only. */
    String string() {
        int length = chance(40) ? random.nextInt(300) : random.nextInt(12);
        boolean letters = random.nextBoolean();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (letters ? 'a' + random.nextInt(26) : random.nextInt(256)));
        }
        return text.toString();
    }

    /** Repeats what is supplied up to so many times, with something between. */
    String joined(int most, String between, Supplier<String> part) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            text.append(i > 0 ? between : "").append(part.get());
        }
        return text.toString();
    }

    /** Changes a few bytes of a text, or cuts it. */
    String damaged(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(1, 3); i > 0 && changed.length() > 0; i--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(4)) {
                case 0 -> changed.setLength(at);
                case 1 -> changed.deleteCharAt(at);
                case 2 -> changed.insert(at, character());
                default -> changed.setCharAt(at, character());
            }
        }
        return changed.toString();
    }

    private char character() {
        return random.nextBoolean() ? USUAL.charAt(random.nextInt(USUAL.length())) : (char) random.nextInt(256);
    }
}
