package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.util.Bytes;

/** Strings of Lua where Redis takes them for strings of C. */
final class Texts {

    private Texts() {}

    /** Returns the text of a string up to the first zero byte. */
    static String of(LuaString string) {
        return untilNul(Bytes.losslessText(string.bytes()));
    }

    /** Returns a text up to the first zero. */
    static String untilNul(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Returns a text without the line breaks at its beginning and its end. */
    static String withoutLineEnds(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isLineEnd(text.charAt(from))) {
            from++;
        }
        while (from < to && isLineEnd(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isLineEnd(char c) {
        return c == '\r' || c == '\n';
    }
}
