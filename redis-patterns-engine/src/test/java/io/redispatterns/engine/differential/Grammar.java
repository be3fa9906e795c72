package io.redispatterns.engine.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A grammar of random command lines, as {@code differential/common.txt} describes it at its head: the kinds of that file and those of
 * a family's own, which take the place of common ones of the same name.
 *
 * @param name the family
 */
record Grammar(String name, Map<String, Kind> kinds) {

    private static final String COMMON = "common";
    private static final Pattern LINE = Pattern.compile("([\\w-]+) (\\d+)(?: (.*))?");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{(?:(-?\\d+)\\.\\.(-?\\d+)|([a-zA-Z][\\w-]*)(?:\\*(\\d+)\\.\\.(\\d+))?)}");
    private static final int MAX_DEPTH = 500;

    /** Something that is written out, in one of several ways. */
    static final class Kind {

        private final List<Production> productions = new ArrayList<>();
        private int weights;

        private void add(Production production) {
            productions.add(production);
            weights += production.weight();
        }

        private Production choose(SplittableRandom random) {
            int at = random.nextInt(weights);
            for (Production production : productions) {
                at -= production.weight();
                if (at < 0) {
                    return production;
                }
            }
            throw new IllegalStateException("the weights do not add up to " + weights);
        }
    }

    private record Production(int weight, List<Part> parts) {}

    /** A piece of a production. */
    @FunctionalInterface
    private interface Part {

        void write(StringBuilder out, SplittableRandom random, int depth);
    }

    /** The common kinds alone. */
    static Grammar common() {
        return read(COMMON);
    }

    /** The grammars of all families. */
    static List<Grammar> readAll() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .filter(name -> !name.equals(COMMON))
                    .sorted()
                    .map(Grammar::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(Grammar.class.getResource("/differential"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the grammars have no path", e);
        }
    }

    private static Grammar read(String name) {
        Map<String, Kind> kinds = new TreeMap<>();
        Grammar grammar = new Grammar(name, kinds);
        kinds.putAll(grammar.kinds(folder().resolve(COMMON + ".txt")));
        kinds.putAll(grammar.kinds(folder().resolve(name + ".txt")));
        // An unknown kind is found at once: this writes every production.
        SplittableRandom random = new SplittableRandom(1);
        kinds.keySet().forEach(kind -> grammar.all(kind, random));
        return grammar;
    }

    /** Returns whether there is a kind. */
    boolean has(String kind) {
        return kinds.containsKey(kind);
    }

    /** Returns a text of a kind. */
    String text(String kind, SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        write(kind, out, random, 0);
        return out.toString();
    }

    /** Returns a text for each production of each kind whose name begins so. */
    List<String> all(String prefix, SplittableRandom random) {
        return kinds.entrySet().stream()
                .filter(kind -> kind.getKey().startsWith(prefix))
                .flatMap(kind -> kind.getValue().productions.stream())
                .map(production -> text(production, random))
                .toList();
    }

    private String text(Production production, SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        production.parts().forEach(part -> part.write(out, random, 1));
        return out.toString();
    }

    private void write(String name, StringBuilder out, SplittableRandom random, int depth) {
        Kind kind = kinds.get(name);
        if (kind == null || depth > MAX_DEPTH) {
            throw new IllegalArgumentException(kind == null ? "no kind " + name : "kind " + name + " does not end");
        }
        for (Part part : kind.choose(random).parts()) {
            part.write(out, random, depth + 1);
        }
    }

    private Map<String, Kind> kinds(Path file) {
        Map<String, Kind> found = new TreeMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> !line.isBlank() && !line.startsWith("##")).forEach(line -> add(line, found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private void add(String line, Map<String, Kind> found) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + ": neither 'kind weight production' nor '## comment': " + line);
        }
        String production = matcher.group(3) == null ? "" : matcher.group(3);
        found.computeIfAbsent(matcher.group(1), kind -> new Kind())
                .add(new Production(Integer.parseInt(matcher.group(2)), parts(production)));
    }

    private List<Part> parts(String production) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(production);
        int end = 0;
        while (matcher.find()) {
            parts.add(text(production.substring(end, matcher.start())));
            parts.add(placeholder(matcher));
            end = matcher.end();
        }
        parts.add(text(production.substring(end)));
        return parts;
    }

    private static Part text(String text) {
        return (out, random, depth) -> out.append(text);
    }

    private Part placeholder(Matcher matcher) {
        if (matcher.group(1) != null) {
            long from = Long.parseLong(matcher.group(1));
            long to = Long.parseLong(matcher.group(2));
            return (out, random, depth) -> out.append(random.nextLong(from, to + 1));
        }
        String kind = matcher.group(3);
        if (matcher.group(4) == null) {
            return (out, random, depth) -> write(kind, out, random, depth);
        }
        int from = Integer.parseInt(matcher.group(4));
        int to = Integer.parseInt(matcher.group(5));
        return (out, random, depth) -> {
            for (int left = random.nextInt(from, to + 1); left > 0; left--) {
                write(kind, out, random, depth);
            }
        };
    }
}
