package io.redispatterns.engine.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes random Lua programs that end, show what they compute and depend on nothing but their text. Some expressions are of another
 * kind than their place asks for, so that programs meet errors too. Not safe for concurrent use.
 */
final class LuaProgramGenerator {

    /** What stands for a variable that a parameter of the same production has just hidden: a global that is always there. */
    private static final String HIDDEN = "KEYS";

    private static final LuaGrammar GRAMMAR = LuaGrammar.read();
    private static final String PRELUDE = LuaGrammar.resource("prelude.lua");
    private static final Set<String> MISTAKABLE = Set.of("num", "str", "bool", "tab", "list", "fun");
    private static final double[] MISTAKES = {0, 0.004, 0.015};
    private static final int EXPRESSION_DEPTH = 4;
    private static final int BLOCK_DEPTH = 3;
    private static final int MAX_LENGTH = 2000;

    private final Random random;
    private final double mistakes;
    private final List<Variable> visible = new ArrayList<>();
    private final List<Variable> declared = new ArrayList<>();
    private int names;
    private int length;
    private boolean inLoop;

    private record Variable(String kind, String name) {}

    private LuaProgramGenerator(Random random) {
        this.random = random;
        this.mistakes = MISTAKES[random.nextInt(MISTAKES.length)];
    }

    /** Returns the statements of a seed's program. */
    static List<LuaStatement> statements(long seed) {
        Random random = new Random(seed);
        return new LuaProgramGenerator(random).statements(3 + random.nextInt(12), BLOCK_DEPTH);
    }

    /** Returns the script that runs statements and replies with what they show. */
    static String script(List<LuaStatement> statements) {
        return PRELUDE + LuaStatement.source(statements) + "return table.concat(out, '\\n')\n";
    }

    private List<LuaStatement> statements(int count, int depth) {
        int outer = visible.size();
        List<LuaStatement> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(statement(depth));
        }
        if (inLoop && random.nextInt(4) == 0) {
            list.add(new LuaStatement(List.of(expand("exit", EXPRESSION_DEPTH)), List.of()));
        }
        forget(outer);
        return list;
    }

    private LuaStatement statement(int depth) {
        int outer = visible.size();
        int pending = declared.size();
        LuaGrammar.Production production = choose("stat", EXPRESSION_DEPTH, depth > 0);
        String id = "i" + ++names;
        List<String> texts = new ArrayList<>();
        List<List<LuaStatement>> blocks = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        List<Variable> late = new ArrayList<>();
        for (LuaGrammar.Part part : production.parts()) {
            if (part.role() == LuaGrammar.Role.LATE) {
                text.append(declare(late, part.text()));
            } else if (part.role() == LuaGrammar.Role.FORGET) {
                forget(outer);
            } else if (part.isBlock()) {
                visible.addAll(late);
                late.clear();
                texts.add(text.toString());
                text.setLength(0);
                blocks.add(block(part.role(), depth - 1));
            } else {
                text.append(expand(part, EXPRESSION_DEPTH, id));
            }
        }
        texts.add(text.toString());
        forget(outer);
        List<Variable> mine = declared.subList(pending, declared.size());
        visible.addAll(mine);
        mine.clear();
        return new LuaStatement(texts, blocks);
    }

    private List<LuaStatement> block(LuaGrammar.Role role, int depth) {
        boolean before = inLoop;
        inLoop = role == LuaGrammar.Role.LOOP || (role == LuaGrammar.Role.BLOCK && before);
        List<LuaStatement> block = statements(1 + random.nextInt(3), depth);
        inLoop = before;
        return block;
    }

    private String expand(String kind, int depth) {
        int outer = visible.size();
        LuaGrammar.Production production = choose(kind, depth, false);
        String id = "i" + ++names;
        StringBuilder text = new StringBuilder();
        production.parts().forEach(part -> text.append(expand(part, depth - 1, id)));
        forget(outer);
        return text.toString();
    }

    private String expand(LuaGrammar.Part part, int depth, String id) {
        String text = switch (part.role()) {
            case TEXT -> part.text();
            case KIND -> expand(mistaken(part.text()), depth);
            case OLD -> old(part.text());
            case NEW -> declare(declared, part.text());
            case PARAM -> declare(visible, part.text());
            case ID -> id;
            case BODY -> body(depth);
            case LATE, FORGET, BLOCK, LOOP, ROUTINE ->
                throw new IllegalArgumentException("only for statements: " + part);
        };
        length += part.role() == LuaGrammar.Role.TEXT ? text.length() : 0;
        return text;
    }

    private String mistaken(String kind) {
        return MISTAKABLE.contains(kind) && random.nextDouble() < mistakes ? "risk" : kind;
    }

    /** A function's statements on one line: it begins with a tick, which ends what would go on for ever. */
    private String body(int depth) {
        boolean before = inLoop;
        inLoop = false;
        String body = depth < 2
                ? ""
                : LuaStatement.source(statements(random.nextInt(3), 0)).replace('\n', ' ');
        inLoop = before;
        return "tick() " + body;
    }

    private LuaGrammar.Production choose(String kind, int depth, boolean withBlocks) {
        int limit = Math.max(GRAMMAR.height(kind), length > MAX_LENGTH ? 0 : depth);
        List<LuaGrammar.Production> possible = new ArrayList<>();
        int weights = 0;
        for (LuaGrammar.Production production : GRAMMAR.of(kind)) {
            if (GRAMMAR.height(production) <= limit
                    && (withBlocks || !production.hasBlocks())
                    && production.needs().stream().allMatch(this::isVisible)) {
                possible.add(production);
                weights += production.weight();
            }
        }
        int at = random.nextInt(weights);
        for (LuaGrammar.Production production : possible) {
            at -= production.weight();
            if (at < 0) {
                return production;
            }
        }
        throw new IllegalStateException("no production for " + kind);
    }

    private boolean isVisible(String kind) {
        return visible.stream().anyMatch(variable -> variable.kind().equals(kind) && isMeant(variable));
    }

    private String old(String kind) {
        List<Variable> all = visible.stream()
                .filter(variable -> variable.kind().equals(kind) && isMeant(variable))
                .toList();
        return all.isEmpty() ? HIDDEN : all.get(random.nextInt(all.size())).name();
    }

    /** Whether a variable's name means it here: a later variable hides an earlier one of its name. */
    private boolean isMeant(Variable variable) {
        int at = visible.size() - 1;
        while (!visible.get(at).name().equals(variable.name())) {
            at--;
        }
        return visible.get(at).kind().equals(variable.kind());
    }

    private String declare(List<Variable> list, String kind) {
        boolean again = !visible.isEmpty() && random.nextInt(12) == 0;
        String name =
                again ? visible.get(random.nextInt(visible.size())).name() : kind.charAt(0) + Integer.toString(++names);
        list.add(new Variable(kind, name));
        return name;
    }

    private void forget(int outer) {
        visible.subList(outer, visible.size()).clear();
    }
}
