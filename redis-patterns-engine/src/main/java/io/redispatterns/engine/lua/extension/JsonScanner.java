package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.LuaBoolean;
import io.redispatterns.engine.lua.LuaNil;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.lua.NumberParser;
import java.util.Arrays;

/** Takes a text of JSON apart into tokens. A zero byte ends the text, as it ends C's strings. */
final class JsonScanner {

    private static final int BYTES_PER_STEP = 32;
    /** Integers of so many digits fit into a long. */
    private static final int MAX_DIGITS = 18;
    /** Integers up to here are exact as doubles, as are powers of ten up to 10^22: one divided by the other is the nearest double. */
    private static final long MAX_EXACT = 1L << 53;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private final LuaState lua;
    private final byte[] text;
    private final boolean invalidNumbers;
    private int at;
    private int start;
    private LuaValue value = LuaNil.NIL;
    private String problem = "";

    /**
     * Makes one that stands before the first token.
     *
     * @param invalidNumbers whether all is a number that C's {@code strtod} takes for one
     */
    JsonScanner(LuaState lua, byte[] text, boolean invalidNumbers) {
        this.lua = lua;
        this.text = text;
        this.invalidNumbers = invalidNumbers;
    }

    /** Where the last token began, or for an error where it is. */
    int start() {
        return start;
    }

    /** Where the next token or blank begins. */
    int at() {
        return at;
    }

    /** What the last token stands for if it is a string, a number, a boolean or null. */
    LuaValue value() {
        return value;
    }

    /** What is wrong with the last token if it is an error. */
    String problem() {
        return problem;
    }

    private int peek(int index) {
        return index < text.length ? text[index] & 0xff : 0;
    }

    /** Reads the next token. */
    JsonToken next() {
        int c = peek(at);
        while (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            c = peek(++at);
        }
        start = at;
        switch (c) {
            case '"' -> {
                at++;
                return string();
            }
            case '{' -> {
                return single(JsonToken.OBJECT_BEGIN);
            }
            case '}' -> {
                return single(JsonToken.OBJECT_END);
            }
            case '[' -> {
                return single(JsonToken.ARRAY_BEGIN);
            }
            case ']' -> {
                return single(JsonToken.ARRAY_END);
            }
            case ':' -> {
                return single(JsonToken.COLON);
            }
            case ',' -> {
                return single(JsonToken.COMMA);
            }
            case 0 -> {
                return JsonToken.END;
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                return number();
            }
            default -> {
                return word();
            }
        }
    }

    private JsonToken single(JsonToken token) {
        at++;
        return token;
    }

    private JsonToken error(String what) {
        start = at;
        problem = what;
        return JsonToken.ERROR;
    }

    private JsonToken word() {
        if (skip("true")) {
            value = LuaBoolean.TRUE;
            return JsonToken.BOOLEAN;
        }
        if (skip("false")) {
            value = LuaBoolean.FALSE;
            return JsonToken.BOOLEAN;
        }
        if (skip("null")) {
            value = JsonLibrary.NULL;
            return JsonToken.NULL;
        }
        return invalidNumbers && NumberExtent.isInvalid(text, at) ? anyNumber() : error("invalid token");
    }

    private boolean skip(String word) {
        int length = word.length();
        if (text.length - at < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[at + i] != word.charAt(i)) {
                return false;
            }
        }
        at += length;
        return true;
    }

    private JsonToken number() {
        if (!invalidNumbers && NumberExtent.isInvalid(text, at)) {
            return error("invalid number");
        }
        boolean negative = text[at] == '-';
        int i = negative ? at + 1 : at;
        int first = i;
        long digits = 0;
        int c = peek(i);
        for (; c >= '0' && c <= '9'; c = peek(++i)) {
            digits = digits * 10 + c - '0';
        }
        int count = i - first;
        int places = 0;
        if (c == '.' && count > 0) {
            int point = i;
            for (c = peek(++i); c >= '0' && c <= '9'; c = peek(++i)) {
                digits = digits * 10 + c - '0';
            }
            places = i - point - 1;
            count += places;
        }
        if (count == 0 || count > MAX_DIGITS || (places > 0 && digits > MAX_EXACT) || isLetter(c)) {
            return anyNumber();
        }
        at = i;
        double magnitude = (double) digits / POWERS[places];
        value = LuaNumber.of(negative ? -magnitude : magnitude);
        return JsonToken.NUMBER;
    }

    /** Whether a digit's successor can make the number go on. */
    private static boolean isLetter(int c) {
        return (c | 0x20) == 'e' || (c | 0x20) == 'x';
    }

    private JsonToken anyNumber() {
        int end = NumberExtent.end(text, at);
        Double number = NumberParser.parse(text, at, end);
        if (number == null) {
            return error("invalid number");
        }
        lua.spend((end - at) / BYTES_PER_STEP);
        at = end;
        value = LuaNumber.of(number);
        return JsonToken.NUMBER;
    }

    private JsonToken string() {
        int from = at;
        int i = from;
        while (i < text.length) {
            byte b = text[i];
            if (b == '"') {
                return string(Arrays.copyOfRange(text, from, i), i + 1);
            }
            if (b == '\\' || b == 0) {
                break;
            }
            i++;
        }
        at = i;
        return escapedString(from);
    }

    private JsonToken string(byte[] content, int end) {
        lua.spend(content.length / BYTES_PER_STEP);
        value = lua.newString(content);
        at = end;
        return JsonToken.STRING;
    }

    private JsonToken escapedString(int from) {
        JsonEscapes escapes = new JsonEscapes(text, from, at);
        String wrong = escapes.read();
        at = escapes.at();
        return wrong == null ? string(escapes.content(), at + 1) : error(wrong);
    }
}
