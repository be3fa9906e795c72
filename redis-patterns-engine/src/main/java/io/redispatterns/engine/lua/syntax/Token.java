package io.redispatterns.engine.lua.syntax;

import java.util.HashMap;
import java.util.Map;

/** The kinds of token: a byte that stands for itself is its own kind, the others are numbered from {@link #AND} on. */
final class Token {

    static final int AND = 257;
    static final int BREAK = 258;
    static final int DO = 259;
    static final int ELSE = 260;
    static final int ELSEIF = 261;
    static final int END = 262;
    static final int FALSE = 263;
    static final int FOR = 264;
    static final int FUNCTION = 265;
    static final int IF = 266;
    static final int IN = 267;
    static final int LOCAL = 268;
    static final int NIL = 269;
    static final int NOT = 270;
    static final int OR = 271;
    static final int REPEAT = 272;
    static final int RETURN = 273;
    static final int THEN = 274;
    static final int TRUE = 275;
    static final int UNTIL = 276;
    static final int WHILE = 277;
    static final int CONCAT = 278;
    static final int DOTS = 279;
    static final int EQUAL = 280;
    static final int GREATER_OR_EQUAL = 281;
    static final int LESS_OR_EQUAL = 282;
    static final int NOT_EQUAL = 283;
    static final int NUMBER = 284;
    static final int NAME = 285;
    static final int STRING = 286;
    static final int EOF = 287;

    /** One more than the highest kind. */
    static final int COUNT = EOF + 1;

    private static final String[] TEXTS =
            ("and break do else elseif end false for function if in local nil not or repeat return then true until while"
                            + " .. ... == >= <= ~= <number> <name> <string> <eof>")
                    .split(" ");

    private static final Map<String, Integer> RESERVED = new HashMap<>();

    static {
        for (int token = AND; token <= WHILE; token++) {
            RESERVED.put(text(token), token);
        }
    }

    private Token() {}

    /** Returns the kind of a word: that of a reserved word, or {@link #NAME}. */
    static int ofWord(String word) {
        return RESERVED.getOrDefault(word, NAME);
    }

    /** Returns how error messages write a kind of token. */
    static String text(int token) {
        if (token >= AND) {
            return TEXTS[token - AND];
        }
        boolean control = token < ' ' || token == 0x7F;
        return control ? "char(" + token + ")" : String.valueOf((char) token);
    }
}
