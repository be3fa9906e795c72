package io.redispatterns.engine.lua.extension;

import java.util.SplittableRandom;

/** Random bytes of MessagePack, one char a byte, some of them broken. */
final class RandomMessagePack {

    private static final int[] PLAIN = {0xc0, 0xc2, 0xc3};

    private final RandomText text;
    private final SplittableRandom random;

    RandomMessagePack(SplittableRandom random) {
        this.random = random;
        this.text = new RandomText(random);
    }

    String message() {
        String message = text.joined(3, "", () -> value(4));
        return text.chance(3) ? text.damaged(message) : message;
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0 -> coded(text.chance(8) ? random.nextInt(0xc0, 0xe0) : PLAIN[random.nextInt(3)], 0);
            case 1 -> coded(random.nextInt(8) < 4 ? random.nextInt(0x80) : random.nextInt(0xe0, 0x100), 0);
            case 2 -> number();
            case 3, 4 -> string();
            case 5, 6 -> array(depth - 1);
            default -> map(depth - 1);
        };
    }

    private String number() {
        return switch (random.nextInt(4)) {
            case 0 -> coded(0xca, 4);
            case 1 -> coded(0xcb, 8);
            case 2 -> sized(0xcc, random.nextInt(4));
            default -> sized(0xd0, random.nextInt(4));
        };
    }

    private String sized(int code, int power) {
        return coded(code + power, 1 << power);
    }

    private String coded(int code, int bytes) {
        StringBuilder coded = new StringBuilder().append((char) code);
        for (int i = 0; i < bytes; i++) {
            coded.append((char) random.nextInt(256));
        }
        return coded.toString();
    }

    private String string() {
        String content = text.string();
        int length = content.length();
        if (length < 32 && random.nextBoolean()) {
            return (char) (0xa0 + length) + content;
        }
        String header = length < 256 && random.nextBoolean() ? "\u00d9" : "\u00da" + (char) (length >> 8);
        return header + (char) (length & 0xff) + content;
    }

    private String array(int depth) {
        int count = random.nextInt(text.chance(5) ? 40 : 8);
        StringBuilder array = header(0x90, "\u00dc", count);
        for (int i = 0; i < count; i++) {
            array.append(value(depth - 1));
        }
        return array.toString();
    }

    private String map(int depth) {
        int count = random.nextInt(text.chance(5) ? 40 : 8);
        StringBuilder map = header(0x80, "\u00de", count);
        for (int i = 0; i < count; i++) {
            map.append(text.chance(4) ? value(0) : string()).append(value(depth - 1));
        }
        return map.toString();
    }

    private StringBuilder header(int shortCode, String code, int count) {
        boolean isShort = count < 16 && random.nextBoolean();
        return isShort
                ? new StringBuilder().append((char) (shortCode + count))
                : new StringBuilder(code).append('\0').append((char) count);
    }
}
