package io.redispatterns.engine.lua.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random Lua, as tokens with space, line ends and comments between them. Most of it is correct. */
final class ChunkGenerator {

    private static final String[] NAMES = {"a", "b", "c", "x", "yy", "arg", "self", "_G", "redis"};
    private static final String[] OPERATORS = {
        "+", "-", "*", "/", "%", "^", "..", "..", "..", "==", "~=", "<", "<=", ">", ">=", "and", "or", "and", "or"
    };
    private static final String[] CONSTANTS = {
        "0",
        "1",
        "2",
        ".5",
        "1e3",
        "0x1F",
        "3.25e-2",
        "1e308",
        "nil",
        "true",
        "false",
        "nil",
        "'s'",
        "\"t\\n\\065\"",
        "[[long\nstring]]",
        "[=[\r\nx]=]",
        "-0",
        "0"
    };
    private static final String[] BLANKS = {
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        "\n",
        "\n",
        "\n",
        "\r\n",
        " -- comment\n",
        "--[[ long\n]] "
    };

    private final SplittableRandom random;
    private final List<String> tokens = new ArrayList<>();

    ChunkGenerator(SplittableRandom random) {
        this.random = random;
    }

    /** Returns the tokens of a chunk. */
    List<String> chunk() {
        tokens.clear();
        block(4);
        return tokens;
    }

    /** Returns the tokens of an expression. */
    List<String> expression() {
        tokens.clear();
        expression(5);
        return tokens;
    }

    /** Puts something blank between tokens. */
    String text(List<String> parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(part).append(any(BLANKS));
        }
        return text.toString();
    }

    /** Leaves out, doubles, exchanges or replaces a token. */
    List<String> broken(List<String> parts) {
        List<String> broken = new ArrayList<>(parts);
        int at = random.nextInt(broken.size());
        String other = parts.get(random.nextInt(parts.size()));
        switch (random.nextInt(4)) {
            case 0 -> broken.remove(at);
            case 1 -> broken.add(at, other);
            case 2 -> broken.set(at, other);
            default -> broken.subList(at, broken.size()).clear();
        }
        return broken;
    }

    private String any(String[] texts) {
        return texts[random.nextInt(texts.length)];
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private void add(String... parts) {
        tokens.addAll(List.of(parts));
    }

    private void block(int depth) {
        for (int count = random.nextInt(4); count > 0; count--) {
            statement(depth);
            if (chance(20)) {
                add(";");
            }
        }
        if (chance(10)) {
            add("return");
            if (chance(80)) {
                expressions(depth);
            }
        }
    }

    private void statement(int depth) {
        switch (depth <= 0 ? random.nextInt(4) : random.nextInt(13)) {
            case 0 -> local(depth);
            case 1, 2 -> assignment(depth);
            case 3 -> call(depth);
            case 4 -> enclosed(depth, "do");
            case 5 -> {
                add("while");
                expression(depth);
                enclosed(depth, "do", "break");
            }
            case 6 -> {
                add("repeat");
                block(depth - 1);
                add("until");
                expression(depth);
            }
            case 7 -> branches(depth);
            case 8 -> numericFor(depth);
            case 9 -> genericFor(depth);
            case 10 -> {
                add("local", "function", any(NAMES));
                body(depth);
            }
            default -> namedFunction(depth);
        }
    }

    private void enclosed(int depth, String opening, String... last) {
        add(opening);
        block(depth - 1);
        if (last.length > 0 && chance(20)) {
            add("do");
            add(last);
            add("end");
        }
        add("end");
    }

    private void local(int depth) {
        add("local");
        names();
        if (chance(80)) {
            add("=");
            expressions(depth);
        }
    }

    private void names() {
        add(any(NAMES));
        while (chance(30)) {
            add(",", any(NAMES));
        }
    }

    private void assignment(int depth) {
        target(depth);
        while (chance(20)) {
            add(",");
            target(depth);
        }
        add("=");
        expressions(depth);
    }

    private void target(int depth) {
        if (chance(50)) {
            add(any(NAMES));
        } else {
            prefix(depth);
            index(depth);
        }
    }

    private void index(int depth) {
        if (chance(60)) {
            add(".", any(NAMES));
        } else {
            add("[");
            expression(depth - 1);
            add("]");
        }
    }

    private void call(int depth) {
        prefix(depth);
        arguments(depth);
    }

    private void arguments(int depth) {
        if (chance(30)) {
            add(":", any(NAMES));
        }
        switch (random.nextInt(6)) {
            case 0 -> add("'argument'");
            case 1 -> table(depth - 1);
            case 2 -> add("(", ")");
            default -> {
                add("(");
                expressions(depth - 1);
                add(")");
            }
        }
    }

    private void branches(int depth) {
        add("if");
        expression(depth);
        add("then");
        block(depth - 1);
        while (chance(30)) {
            add("elseif");
            expression(depth);
            add("then");
            block(depth - 1);
        }
        if (chance(30)) {
            add("else");
            block(depth - 1);
        }
        add("end");
    }

    private void numericFor(int depth) {
        add("for", any(NAMES), "=");
        expression(depth);
        add(",");
        expression(depth);
        if (chance(40)) {
            add(",");
            expression(depth);
        }
        enclosed(depth, "do", "break");
    }

    private void genericFor(int depth) {
        add("for");
        names();
        add("in");
        expressions(depth);
        enclosed(depth, "do", "break");
    }

    private void namedFunction(int depth) {
        add("function", any(NAMES));
        while (chance(30)) {
            add(".", any(NAMES));
        }
        if (chance(30)) {
            add(":", any(NAMES));
        }
        body(depth);
    }

    private void body(int depth) {
        add("(");
        if (chance(50)) {
            names();
            if (chance(40)) {
                add(",", "...");
            }
        } else if (chance(50)) {
            add("...");
        }
        add(")");
        block(depth - 1);
        if (chance(50)) {
            add("return", any(NAMES));
        }
        add("end");
    }

    private void expressions(int depth) {
        expression(depth);
        while (chance(25)) {
            add(",");
            expression(depth);
        }
    }

    private void expression(int depth) {
        if (depth <= 0) {
            simple(0);
            return;
        }
        switch (random.nextInt(10)) {
            case 0 -> {
                add(any(new String[] {"-", "not", "#"}));
                expression(depth - 1);
            }
            case 1, 2, 3, 4 -> {
                expression(depth - 1);
                add(any(OPERATORS));
                expression(depth - 1);
            }
            default -> simple(depth);
        }
    }

    private void simple(int depth) {
        switch (depth <= 0 ? random.nextInt(7) : random.nextInt(12)) {
            case 0, 1, 2 -> add(any(CONSTANTS));
            case 3, 4, 5 -> add(any(NAMES));
            case 6 -> add(chance(40) ? "..." : "1");
            case 7 -> table(depth - 1);
            case 8 -> {
                add("function");
                body(Math.min(depth - 1, 1));
            }
            case 9 -> call(depth);
            default -> prefix(depth);
        }
    }

    private void prefix(int depth) {
        if (chance(80)) {
            add(any(NAMES));
        } else {
            add("(");
            expression(depth - 1);
            add(")");
        }
        while (depth > 0 && chance(35)) {
            if (chance(60)) {
                index(depth - 1);
            } else {
                arguments(depth - 1);
            }
        }
    }

    private void table(int depth) {
        add("{");
        while (chance(60)) {
            item(depth);
            add(chance(80) ? "," : ";");
        }
        if (chance(50)) {
            item(depth);
        }
        add("}");
    }

    private void item(int depth) {
        if (chance(20)) {
            add(any(NAMES), "=");
        } else if (chance(20)) {
            add("[");
            expression(depth);
            add("]", "=");
        }
        expression(depth);
    }
}
