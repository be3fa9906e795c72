package io.redispatterns.engine.util;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** Binary strings: conversion from and to text, and comparison of ASCII words without regard to case. */
public final class Bytes {

    /** The string without bytes. */
    public static final byte[] EMPTY = new byte[0];

    /** The order of the bytes' values, the shorter string first where one begins with the other. */
    public static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

    private static final char REPLACEMENT = '\uFFFD';
    /** What is added to a byte to make it a lone surrogate. */
    private static final char ESCAPE = '\uDC00';

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

    /**
     * Returns the text that the bytes are in UTF-8; a byte that is none there becomes a lone surrogate, from which {@link #ofLossless}
     * gets it back.
     */
    public static String losslessText(byte[] bytes) {
        String text = text(bytes);
        return text.indexOf(REPLACEMENT) < 0 ? text : escapedText(bytes);
    }

    private static String escapedText(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (!result.isUnderflow()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE + (in.get() & 0xff)));
            }
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    /** Returns the bytes of which {@link #losslessText} made a text. */
    public static byte[] ofLossless(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                bytes.writeBytes(of(text.substring(from, i)));
                bytes.write(text.charAt(i) - ESCAPE);
                from = i + 1;
            }
        }
        if (from == 0) {
            return of(text);
        }
        bytes.writeBytes(of(text.substring(from)));
        return bytes.toByteArray();
    }

    private static boolean isEscape(String text, int index) {
        int b = text.charAt(index) - ESCAPE;
        return b >= 0x80 && b <= 0xff && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
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
