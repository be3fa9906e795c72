package io.redispatterns.engine.conformance;

import io.redispatterns.engine.testing.CommandLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of cases.
 *
 * <pre>
 * == title            begins a case: both sides are empty, connections are new
 * # comment
 * SET foo "a b\x00"   a command, in redis-cli's quoting
 * {@code @unordered} KEYS *    elements are compared without order, at every depth
 * {@code @approx} PTTL foo     integers may differ by 2 seconds
 * {@code @type} RANDOMKEY      only the kind is compared
 * {@code @client} b GET foo    on another connection
 * {@code @client} b @read      what comes without a command: a message, or the reply to a command that has waited
 * CLIENT KILL ID {@code @id:b} the number of client b, on each side its own
 * {@code @wait} 50             milliseconds to pass
 * </pre>
 *
 * @param name the file's name without its ending
 * @param cases the cases in their order
 */
public record ConformanceFile(String name, List<Case> cases) {

    /**
     * A case.
     *
     * @param place file and line
     * @param title what it is about
     */
    public record Case(Path place, int line, String title, List<Step> steps) {}

    /**
     * A line of a case.
     *
     * @param text the line as it stands in the file
     * @param client the connection's name
     * @param waitMillis how long to wait instead of anything else, or 0
     * @param words the command; empty when a message is to be read without one
     */
    public record Step(int line, String text, String client, Comparison comparison, long waitMillis, byte[][] words) {}

    /** Reads all files of {@code src/test/resources/conformance}. */
    public static List<ConformanceFile> readAll() {
        URL folder = Objects.requireNonNull(ConformanceFile.class.getResource("/conformance"));
        try (Stream<Path> paths = Files.list(Path.of(folder.toURI()))) {
            return paths.filter(path -> path.toString().endsWith(".txt"))
                    .sorted()
                    .map(ConformanceFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a path: " + folder, e);
        }
    }

    /** Reads one file. */
    static ConformanceFile read(Path path) {
        List<Case> cases = new ArrayList<>();
        @Nullable Case current = null;
        int number = 0;
        for (String raw : lines(path)) {
            String line = raw.strip();
            number++;
            if (line.startsWith("==")) {
                current = new Case(path, number, line.substring(2).strip(), new ArrayList<>());
                cases.add(current);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                if (current == null) {
                    throw new IllegalArgumentException(
                            path + ":" + number + ": a command stands before the first case");
                }
                current.steps().add(step(number, line));
            }
        }
        return new ConformanceFile(path.getFileName().toString().replace(".txt", ""), cases);
    }

    private static Step step(int number, String line) {
        String rest = line;
        String client = "a";
        String asked = "";
        while (rest.startsWith("@")) {
            String directive = firstWord(rest);
            rest = rest.substring(directive.length()).strip();
            switch (directive) {
                case "@unordered", "@type", "@approx" -> asked = directive;
                case "@client" -> {
                    client = firstWord(rest);
                    rest = rest.substring(client.length()).strip();
                }
                case "@wait" -> {
                    return new Step(number, line, client, Comparison.EXACT, Long.parseLong(rest), new byte[0][]);
                }
                case "@read" -> {
                    return new Step(number, line, client, Comparison.of(asked, ""), 0, new byte[0][]);
                }
                default -> throw new IllegalArgumentException("line " + number + ": no directive " + directive);
            }
        }
        Comparison comparison = Comparison.of(asked, firstWord(rest));
        return new Step(number, line, client, comparison, 0, CommandLine.split(rest));
    }

    private static String firstWord(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? line : line.substring(0, blank);
    }

    private static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
