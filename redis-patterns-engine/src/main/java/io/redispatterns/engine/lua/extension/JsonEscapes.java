package io.redispatterns.engine.lua.extension;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a string that has escapes, from its first one on. */
final class JsonEscapes {

    private static final int NONE = -1;
    /** The bytes of {@code \}{@code uXXXX}. */
    private static final int UNICODE_LENGTH = 6;

    private static final byte[] MEANINGS = meanings();

    private final byte[] text;
    private final byte[] content;
    private int at;
    private int count;

    /**
     * Makes one.
     *
     * @param from where the string begins
     * @param at where its first escape is, or its unexpected end
     */
    JsonEscapes(byte[] text, int from, int at) {
        this.text = text;
        this.at = at;
        this.count = at - from;
        this.content = Arrays.copyOfRange(text, from, Math.max(at, end(text, at)));
    }

    /** Where the first quotation mark is that no escape precedes at once: behind it nothing of the string can be, but for escaped ones. */
    private static int end(byte[] text, int at) {
        int end = at;
        while (end < text.length && text[end] != '"') {
            end += text[end] == '\\' ? 2 : 1;
        }
        return Math.min(end, text.length);
    }

    /** Where reading has come: at the quotation mark that ends the string, or at the error. */
    int at() {
        return at;
    }

    /** What the string stands for. */
    byte[] content() {
        return Arrays.copyOf(content, count);
    }

    /** Reads up to the end of the string; returns what is wrong, or null. */
    @Nullable
    String read() {
        while (true) {
            int c = peek(at);
            if (c == '"') {
                return null;
            }
            if (c == 0) {
                return "unexpected end of string";
            }
            if (c != '\\') {
                content[count++] = (byte) c;
                at++;
                continue;
            }
            int escape = peek(at + 1);
            if (escape == 'u') {
                if (!unicode()) {
                    return "invalid unicode escape code";
                }
            } else if (MEANINGS[escape] == 0) {
                return "invalid escape code";
            } else {
                content[count++] = MEANINGS[escape];
                at += 2;
            }
        }
    }

    private boolean unicode() {
        int unit = unit(at);
        if (unit == NONE) {
            return false;
        }
        if (!Character.isSurrogate((char) unit)) {
            at += UNICODE_LENGTH;
            put(unit);
            return true;
        }
        int low = unit(at + UNICODE_LENGTH);
        if (low == NONE || !Character.isSurrogatePair((char) unit, (char) low)) {
            return false;
        }
        at += 2 * UNICODE_LENGTH;
        put(Character.toCodePoint((char) unit, (char) low));
        return true;
    }

    /** Returns the number in a Unicode escape; {@link #NONE} if there is no such escape. */
    private int unit(int index) {
        if (peek(index) != '\\' || peek(index + 1) != 'u') {
            return NONE;
        }
        int unit = 0;
        for (int i = index + 2; i < index + UNICODE_LENGTH; i++) {
            int digit = Character.digit(peek(i), 16);
            if (digit < 0) {
                return NONE;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }

    /** Writes a code point in UTF-8, which takes fewer bytes than its escape did. */
    private void put(int codePoint) {
        if (codePoint < 0x80) {
            content[count++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            content[count++] = (byte) (0xc0 | (codePoint >> 6));
            putTail(codePoint, 0);
        } else if (codePoint < 0x10000) {
            content[count++] = (byte) (0xe0 | (codePoint >> 12));
            putTail(codePoint, 6);
        } else {
            content[count++] = (byte) (0xf0 | (codePoint >> 18));
            putTail(codePoint, 12);
        }
    }

    private void putTail(int codePoint, int highestShift) {
        for (int shift = highestShift; shift >= 0; shift -= 6) {
            content[count++] = (byte) (0x80 | ((codePoint >> shift) & 0x3f));
        }
    }

    private int peek(int index) {
        return index < text.length ? text[index] & 0xff : 0;
    }

    private static byte[] meanings() {
        byte[] meanings = new byte[256];
        meanings['"'] = '"';
        meanings['\\'] = '\\';
        meanings['/'] = '/';
        meanings['b'] = '\b';
        meanings['t'] = '\t';
        meanings['n'] = '\n';
        meanings['f'] = '\f';
        meanings['r'] = '\r';
        return meanings;
    }
}
