package io.redispatterns.engine.config;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.QuotedWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directives of a server in the form of redis.conf and of redis-server's command line. What is read later takes precedence,
 * except that directives which may stand on several lines add up.
 *
 * <p>Every complaint names the file and the line, or the argument.
 */
public final class RedisConf {

    /** Files may include each other, but not for ever. */
    private static final int MAX_INCLUDE_DEPTH = 16;

    private static final String INCLUDE = "include";

    private final Map<String, String> directives = new LinkedHashMap<>();

    /** The directives read so far: texts by name in lower case. */
    public Map<String, String> directives() {
        return Map.copyOf(directives);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException when it cannot be read, names an unknown directive or a value that breaks a rule
     */
    public void readFile(Path file) {
        readFile(file, 0);
    }

    private void readFile(Path file, int depth) {
        try {
            readLines(Files.readAllBytes(file), file.toString(), depth);
        } catch (IOException e) {
            throw new ConfigException("cannot read configuration file '" + file + "'");
        }
    }

    /**
     * Reads a stream up to its end.
     *
     * @throws ConfigException as {@link #readFile}
     */
    public void readStandardInput(InputStream in) {
        try {
            readLines(in.readAllBytes(), "standard input", 0);
        } catch (IOException e) {
            throw new ConfigException("cannot read the configuration from the standard input");
        }
    }

    /**
     * Reads command line options: {@code --directive value...}, any number of them.
     *
     * @throws ConfigException as {@link #readFile}
     */
    public void readArguments(List<String> arguments) {
        int i = 0;
        while (i < arguments.size()) {
            String option = arguments.get(i);
            if (!option.startsWith("--") || option.length() == 2) {
                throw new ConfigException("argument '" + option + "' is not an option such as --port 6379");
            }
            int end = i + 1;
            while (end < arguments.size() && !arguments.get(end).startsWith("--")) {
                end++;
            }
            set(option.substring(2), arguments.subList(i + 1, end), "argument '" + option + "'", 0);
            i = end;
        }
    }

    private void readLines(byte[] content, String source, int depth) {
        int number = 1;
        int from = 0;
        while (from < content.length) {
            int to = from;
            while (to < content.length && content[to] != '\n') {
                to++;
            }
            readLine(content, from, to, source + " line " + number, depth);
            number++;
            from = to + 1;
        }
    }

    private void readLine(byte[] content, int from, int to, String origin, int depth) {
        String text = new String(content, from, to - from, StandardCharsets.UTF_8).strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        byte[][] words = QuotedWords.split(content, from, to);
        if (words == null) {
            throw new ConfigException(origin + ": unbalanced quotes");
        }
        List<String> values = new ArrayList<>();
        for (byte[] word : words) {
            values.add(Bytes.text(word));
        }
        set(values.get(0), values.subList(1, values.size()), origin, depth);
    }

    private void set(String givenName, List<String> values, String origin, int depth) {
        String name = givenName.toLowerCase(Locale.ROOT);
        if (name.equals(INCLUDE)) {
            includeAll(values, origin, depth);
            return;
        }
        try {
            put(named(name), values);
        } catch (ConfigException e) {
            throw new ConfigException(origin + ": " + e.getMessage());
        }
    }

    private void put(Directive<?> directive, List<String> values) {
        if (directive.words() == Directive.Words.ONE && values.size() != 1) {
            throw new ConfigException("directive '" + directive.name() + "' takes one value, not " + values.size());
        }
        String text = String.join(" ", values);
        directive.parse(text);
        if (directive.words() == Directive.Words.ADDING_UP) {
            directives.merge(directive.name(), text, (before, added) -> before + " " + added);
        } else {
            directives.put(Directives.firstName(directive.name()), text);
        }
    }

    private void includeAll(List<String> patterns, String origin, int depth) {
        if (depth == MAX_INCLUDE_DEPTH) {
            throw new ConfigException(origin + ": files include each other more than " + MAX_INCLUDE_DEPTH + " deep");
        }
        for (String pattern : patterns) {
            for (Path file : filesOf(pattern)) {
                readFile(file, depth + 1);
            }
        }
    }

    /** The files that a name stands for, in the order of their names; its last part may hold {@code *}, {@code ?} and {@code [...]}. */
    private static List<Path> filesOf(String pattern) {
        int slash = pattern.lastIndexOf('/');
        String last = pattern.substring(slash + 1);
        if (last.chars().noneMatch(c -> c == '*' || c == '?' || c == '[')) {
            return List.of(Path.of(pattern));
        }
        Path folder = Path.of(slash < 0 ? "." : pattern.substring(0, slash + 1));
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, last)) {
            matching.forEach(files::add);
        } catch (IOException e) {
            throw new ConfigException("cannot list the files that 'include " + pattern + "' names");
        }
        files.sort(null);
        return files;
    }

    private static Directive<?> named(String name) {
        Directive<?> directive = Directives.find(name);
        if (directive == null) {
            String nearest = NearestName.to(name);
            throw new ConfigException(
                    "unknown directive '" + name + "'" + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
        }
        return directive;
    }

    /** Finds the directive that somebody may have meant. */
    private static final class NearestName {

        /** More wrong letters than these are not a slip. */
        private static final int MAX_DISTANCE = 3;

        static @Nullable String to(String name) {
            String nearest = null;
            int least = Math.min(MAX_DISTANCE, name.length() / 2) + 1;
            for (Directive<?> candidate : Directives.all()) {
                int distance = distance(name, candidate.name());
                if (distance < least) {
                    least = distance;
                    nearest = candidate.name();
                }
            }
            return nearest;
        }

        /** The number of letters to insert, delete or replace (Levenshtein). O(N*M). */
        private static int distance(String a, String b) {
            int[] row = new int[b.length() + 1];
            for (int j = 0; j <= b.length(); j++) {
                row[j] = j;
            }
            for (int i = 1; i <= a.length(); i++) {
                int diagonal = row[0];
                row[0] = i;
                for (int j = 1; j <= b.length(); j++) {
                    int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                    diagonal = row[j];
                    row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
                }
            }
            return row[b.length()];
        }
    }
}
