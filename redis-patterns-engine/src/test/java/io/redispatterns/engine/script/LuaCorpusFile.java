package io.redispatterns.engine.script;

import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.util.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of Lua cases, each of which begins with empty databases.
 *
 * <pre>
 * ## comment
 * {@code @resp3}               before the first case: all of the file in RESP3 too; in a case: that case
 * = 1 + 1, "a"         a case of its own: expressions whose values, or whose error, are shown
 * : local t = {} return #t     the same for statements on one line
 * == title             begins a case of several lines, which are a script without keys
 * {@code @eval} 1 key arg      what follows is a script, with these words behind it
 * {@code @show}                what follows are statements that are shown
 * {@code @} SCRIPT EXISTS a    a command, in redis-cli's quoting
 * </pre>
 *
 * What is shown goes through {@code show.lua}, on the script's first line: each value with its type, numbers with 17 digits and as
 * tostring gives them, tables in the order of next.
 *
 * @param name the file's name without its ending
 * @param cases the cases in their order
 */
record LuaCorpusFile(String name, List<Case> cases) {

    private static final String SUFFIX = ".txt";

    /**
     * A case.
     *
     * @param line where it begins
     * @param resp3 whether it runs in RESP3 too
     * @param commands what is sent, in this order
     */
    record Case(int line, String title, boolean resp3, List<byte[][]> commands) {}

    /** Reads the files of a folder that end with {@code .txt}, by name. */
    static List<LuaCorpusFile> readAll(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            byte[] show = Files.readAllBytes(folder.resolve("show.lua"));
            return paths.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(path -> new Reader(latin1(show).strip()).read(path))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Reads one file; its characters are bytes, so that a script may hold any. */
    private static final class Reader {

        private static final byte[][] NO_KEYS = {Bytes.of("0")};

        private final String show;
        private final List<Case> cases = new ArrayList<>();
        private final List<byte[][]> commands = new ArrayList<>();
        private final List<String> script = new ArrayList<>();
        private byte[][] wordsBehind = NO_KEYS;
        private boolean shown;
        private boolean allInResp3;
        private boolean resp3;
        private int firstLine;
        private String title = "";

        Reader(String show) {
            this.show = show;
        }

        LuaCorpusFile read(Path path) throws UncheckedIOException {
            int number = 0;
            for (String line : bytes(path).split("\n", -1)) {
                number++;
                read(number, line);
            }
            endCase();
            String file = path.getFileName().toString();
            return new LuaCorpusFile(file.substring(0, file.length() - SUFFIX.length()), cases);
        }

        private void read(int number, String line) {
            if (line.startsWith("##")) {
                endScript();
            } else if (line.startsWith("= ") || line.startsWith(": ")) {
                begin(number, line);
                command(shownScript((line.startsWith("=") ? "return " : "") + line.substring(2)), NO_KEYS);
                endCase();
            } else if (line.startsWith("== ")) {
                begin(number, line);
            } else if (line.equals("@resp3")) {
                resp3 = true;
                allInResp3 |= title.isEmpty();
            } else if (line.startsWith("@eval ") || line.equals("@show") || line.startsWith("@show ")) {
                beginScript(line);
            } else if (line.startsWith("@ ")) {
                endScript();
                commands.add(CommandLine.split(line.substring(2)));
            } else {
                script.add(line);
            }
        }

        private void begin(int number, String line) {
            endCase();
            firstLine = number;
            title = line;
            resp3 = allInResp3;
        }

        private void beginScript(String line) {
            endScript();
            shown = line.startsWith("@show");
            byte[][] words = CommandLine.split(line.substring("@eval".length()));
            wordsBehind = words.length == 0 ? NO_KEYS : words;
        }

        private void endScript() {
            String text = String.join("\n", script).replaceAll("\n+$", "");
            if (!text.isEmpty()) {
                command(shown ? shownScript(text) : text, wordsBehind);
            }
            script.clear();
            wordsBehind = NO_KEYS;
            shown = false;
        }

        private void endCase() {
            endScript();
            if (!commands.isEmpty()) {
                cases.add(new Case(firstLine, title, resp3, List.copyOf(commands)));
                commands.clear();
            }
        }

        private String shownScript(String statements) {
            return show + " " + statements + "\nend))";
        }

        private void command(String text, byte[][] behind) {
            byte[][] words = new byte[behind.length + 2][];
            words[0] = Bytes.of("EVAL");
            words[1] = text.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(behind, 0, words, 2, behind.length);
            commands.add(words);
        }

        private static String bytes(Path path) {
            try {
                return latin1(Files.readAllBytes(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
