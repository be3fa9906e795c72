package io.redispatterns.engine.util;

import java.nio.charset.StandardCharsets;

/** Binary strings: conversion from and to text, and comparison of ASCII words without regard to case. */
public final class Bytes {

    /** The string without bytes. */
    public static final byte[] EMPTY = new byte[0];

    private Bytes() {}

    /** Returns a text's bytes in UTF-8. */
    public static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the decimal digits of a number. */
    public static byte[] of(long number) {
        return Long.toString(number).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the text that the bytes are in UTF-8. */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether the bytes are the given word, ASCII letters of either case being the same. */
    public static boolean equalsIgnoreCase(byte[] bytes, String word) {
        if (bytes.length != word.length()) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (lower(bytes[i]) != lower((byte) word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns an ASCII letter's lower case, and any other byte as it is. */
    public static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }
}
