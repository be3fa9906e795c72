package io.redispatterns.engine.lua.extension;

import java.util.Locale;
import java.util.SplittableRandom;

/** Random texts of JSON, some of them broken. */
final class RandomJson {

    private static final String[] ODD_NUMBERS = {
        "0x1F",
        "-0x.8p3",
        "inf",
        "-Infinity",
        "nan",
        "+1",
        "007",
        "1.",
        "-.5",
        "1e",
        "1e400",
        "-0",
        "1E-7",
        "123456789012345678"
    };
    private static final String[] ESCAPES = {
        "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u00e9", "\\u20AC", "\\ud83d\\ude00", "\\u0000", "\\b\\f\\r\\t"
    };

    private final RandomText text;
    private final SplittableRandom random;

    RandomJson(SplittableRandom random) {
        this.random = random;
        this.text = new RandomText(random);
    }

    String document() {
        String document = value(4);
        return text.chance(3) ? text.damaged(document) : document;
    }

    private String value(int depth) {
        return blank()
                + switch (random.nextInt(depth > 0 ? 8 : 5)) {
                    case 0 -> text.chance(2) ? "null" : String.valueOf(random.nextBoolean());
                    case 1, 2 -> number();
                    case 3, 4 -> string();
                    case 5 -> "[" + text.joined(9, ",", () -> value(depth - 1)) + blank() + "]";
                    default ->
                        "{" + text.joined(14, ",", () -> blank() + string() + blank() + ":" + value(depth - 1)) + "}";
                }
                + blank();
    }

    private String blank() {
        return text.chance(4) ? " \t\r\n".substring(random.nextInt(4)) : "";
    }

    private String number() {
        if (text.chance(12)) {
            return ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)];
        }
        if (text.chance(3)) {
            return String.format(Locale.ROOT, "%.17g", text.number());
        }
        return random.nextInt(-1000, 100_000) + (text.chance(2) ? "." + random.nextInt(100_000) : "");
    }

    private String string() {
        StringBuilder string = new StringBuilder("\"");
        String content = text.string();
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            boolean plain = c != '"' && c != '\\' && c != 0;
            string.append(plain && !text.chance(15) ? String.valueOf(c) : ESCAPES[random.nextInt(ESCAPES.length)]);
        }
        return string.append('"').toString();
    }
}
