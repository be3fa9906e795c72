package io.redispatterns.engine.lua.extension;

import java.util.SplittableRandom;

/** Random expressions of Lua. */
final class RandomLua {

    private static final String[] OPERATIONS = {
        "tobit", "bnot", "bswap", "tohex", "band", "bor", "bxor", "lshift", "rshift", "arshift", "rol", "ror"
    };
    private static final String OPTIONS = "bBhHlLTfdsxiIccc><!  z";

    private final RandomText text;
    private final SplittableRandom random;

    RandomLua(SplittableRandom random) {
        this.random = random;
        this.text = new RandomText(random);
    }

    /** A value, mostly a table. */
    String value(int depth) {
        int kind = random.nextInt(depth > 0 ? 12 : 6);
        return switch (kind) {
            case 0 -> text.chance(8) ? "cjson.null" : text.chance(20) ? "pairs" : String.valueOf(random.nextBoolean());
            case 1, 2, 3 -> number();
            case 4, 5 -> string();
            case 6, 7, 8 -> "{" + text.joined(5, ",", () -> value(depth - 1)) + "}";
            case 9 -> "{" + text.joined(9, ",", () -> "[" + random.nextInt(-1, 25) + "]=" + value(depth - 1)) + "}";
            default -> "{" + text.joined(9, ",", () -> "[" + key() + "]=" + value(depth - 1)) + "}";
        };
    }

    private String key() {
        return text.chance(30) ? "true" : text.chance(8) ? number(text.random.nextInt(100) / 2.0) : string();
    }

    String number() {
        return number(text.number());
    }

    private static String number(double number) {
        if (Double.isNaN(number)) {
            return "(0/0)";
        }
        return Double.isInfinite(number) ? "(1/0)" : "(" + number + ")";
    }

    String string() {
        return quoted(text.string());
    }

    private static String quoted(String content) {
        StringBuilder quoted = new StringBuilder("\"");
        content.chars()
                .forEach(c ->
                        quoted.append('\\').append(c / 100).append(c / 10 % 10).append(c % 10));
        return quoted.append('"').toString();
    }

    /** A call of the library {@code bit}. */
    String bitOperation() {
        String operation = OPERATIONS[random.nextInt(OPERATIONS.length)];
        return "bit." + operation + "(" + text.joined(3, ",", () -> text.chance(12) ? string() : number()) + ")";
    }

    /** A call of the library {@code struct}. */
    String structOperation() {
        String format = format();
        return switch (random.nextInt(5)) {
            case 0 -> "struct.size(" + quoted(format) + ")";
            case 1, 2 ->
                "struct.unpack(" + quoted(format) + "," + quoted(text.string() + text.string() + text.string())
                        + (text.chance(3) ? "," + random.nextInt(-1, 9) : "") + ")";
            default -> "struct.pack(" + quoted(format) + arguments(format) + ")";
        };
    }

    private String format() {
        return text.joined(9, "", () -> {
            char option = OPTIONS.charAt(random.nextInt(OPTIONS.length()));
            boolean sized = "iIc!".indexOf(option) >= 0 && random.nextBoolean();
            return sized ? option + String.valueOf(random.nextInt(option == 'c' ? 6 : 18)) : String.valueOf(option);
        });
    }

    private String arguments(String format) {
        StringBuilder arguments = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char option = format.charAt(i);
            if ("bBhHlLTfdiI".indexOf(option) >= 0) {
                arguments.append(',').append(text.chance(30) ? string() : number());
            } else if (option == 'c' || option == 's') {
                arguments.append(',').append(text.chance(30) ? number() : quoted("abcd" + text.string()));
            }
        }
        return arguments.toString();
    }
}
