package io.redispatterns.engine.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The grammar of random programs, as {@code programs/grammar.txt} writes it down. */
final class LuaGrammar {

    private static final Pattern LINE = Pattern.compile("(\\w+) (\\d+) (.*)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?:(old|new|param) )?(\\w+)}");

    private final Map<String, List<Production>> productions = new LinkedHashMap<>();
    private final Map<String, Integer> heights = new HashMap<>();

    /**
     * One way to write a kind.
     *
     * @param parts texts and placeholders in turn
     */
    record Production(int weight, List<Part> parts) {

        /** The kinds of variables that must be visible. */
        List<String> needs() {
            return parts.stream()
                    .filter(part -> part.role() == Role.OLD)
                    .map(Part::text)
                    .toList();
        }
    }

    /** A text, or a placeholder with the name of a kind or of what it stands for. */
    record Part(Role role, String text) {}

    /** What a part of a production is. */
    enum Role {
        TEXT,
        KIND,
        OLD,
        NEW,
        PARAM,
        ID,
        BODY,
        BLOCK,
        LOOP,
        ROUTINE
    }

    private LuaGrammar() {}

    static LuaGrammar read() {
        LuaGrammar grammar = new LuaGrammar();
        resource("grammar.txt").lines().forEach(grammar::add);
        grammar.computeHeights();
        return grammar;
    }

    /** The text of a file beside the grammar. */
    static String resource(String name) {
        try (InputStream in = LuaGrammar.class.getResourceAsStream("/lua/programs/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The productions of a kind. */
    List<Production> of(String kind) {
        return Objects.requireNonNull(productions.get(kind), kind);
    }

    /** How deep a kind's shallowest text is. */
    int height(String kind) {
        return heights.getOrDefault(kind, Integer.MAX_VALUE / 2);
    }

    /** How deep a production's shallowest text is. */
    int height(Production production) {
        return 1
                + production.parts().stream()
                        .filter(part -> part.role() == Role.KIND)
                        .map(part -> height(part.text()))
                        .max(Comparator.naturalOrder())
                        .orElse(0);
    }

    private void add(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches() && !line.startsWith("##")) {
            productions
                    .computeIfAbsent(matcher.group(1), kind -> new ArrayList<>())
                    .add(new Production(Integer.parseInt(matcher.group(2)), parts(matcher.group(3))));
        }
    }

    private static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            parts.add(new Part(Role.TEXT, text.substring(end, matcher.start())));
            parts.add(new Part(role(matcher.group(1), matcher.group(2)), matcher.group(2)));
            end = matcher.end();
        }
        parts.add(new Part(Role.TEXT, text.substring(end)));
        return parts;
    }

    private static Role role(@Nullable String word, String name) {
        if (word != null) {
            return Role.valueOf(word.toUpperCase(Locale.ROOT));
        }
        return switch (name) {
            case "id" -> Role.ID;
            case "body" -> Role.BODY;
            case "block" -> Role.BLOCK;
            case "loop" -> Role.LOOP;
            case "routine" -> Role.ROUTINE;
            default -> Role.KIND;
        };
    }

    /** Until nothing changes: a kind is as deep as the shallowest of its productions that need no variable. */
    private void computeHeights() {
        Map<String, Integer> before;
        do {
            before = Map.copyOf(heights);
            productions.forEach((kind, all) -> all.stream()
                    .filter(production -> production.needs().isEmpty())
                    .map(this::height)
                    .min(Comparator.naturalOrder())
                    .ifPresent(height -> heights.put(kind, height)));
        } while (!before.equals(heights));
    }
}
