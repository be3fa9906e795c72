package io.redispatterns.engine.lua;

import java.nio.charset.StandardCharsets;

/** Texts of one char a byte, as Java's number formatting and Lua's messages have them. */
final class LatinText {

    private LatinText() {}

    static String of(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
