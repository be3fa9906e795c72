package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.QuotedWords;
import java.util.List;

/**
 * What a script's first line says if it begins with {@code #!}, as {@code #!lua flags=no-writes}.
 *
 * @param length how many bytes of the text the line takes, without its end; 0 when there is none
 * @param noWrites whether the script says that it does not write
 */
record ScriptHeader(int length, boolean noWrites) {

    private static final ScriptHeader NONE = new ScriptHeader(0, false);
    private static final String LANGUAGE = "#!lua";
    private static final String FLAGS = "flags=";
    private static final String NO_WRITES = "no-writes";
    /** Redis's other flags are about clusters, replicas and a limit of memory: nothing here depends on them. */
    private static final List<String> KNOWN_FLAGS =
            List.of(NO_WRITES, "allow-oom", "allow-stale", "no-cluster", "allow-cross-slot-keys");

    /**
     * Reads the first line of a text.
     *
     * @throws CommandException when it begins with {@code #!} and is not as it has to be
     */
    static ScriptHeader of(byte[] text) {
        if (text.length < 2 || text[0] != '#' || text[1] != '!') {
            return NONE;
        }
        int length = lineLength(text);
        byte[][] words = QuotedWords.split(text, 0, length);
        if (words == null) {
            throw Errors.of("ERR Invalid engine in script shebang");
        }
        String language = Bytes.text(words[0]);
        if (!language.equals(LANGUAGE)) {
            throw Errors.of("ERR Unexpected engine in script shebang: " + language);
        }
        boolean noWrites = false;
        for (int i = 1; i < words.length; i++) {
            noWrites |= flags(Bytes.text(words[i])).contains(NO_WRITES);
        }
        return new ScriptHeader(length, noWrites);
    }

    private static int lineLength(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                return i;
            }
        }
        throw Errors.of("ERR Invalid script shebang");
    }

    private static List<String> flags(String option) {
        if (!option.startsWith(FLAGS)) {
            throw Errors.of("ERR Unknown lua shebang option: " + option);
        }
        String value = option.substring(FLAGS.length());
        List<String> flags = value.isEmpty() ? List.of() : List.of(value.split(",", -1));
        for (String flag : flags) {
            if (!KNOWN_FLAGS.contains(flag)) {
                throw Errors.of("ERR Unexpected flag in script shebang: " + flag);
            }
        }
        return flags;
    }

    /** Whether there is one. */
    boolean isPresent() {
        return length > 0;
    }

    /** Whether the script may write, as far as its header says. */
    boolean mayWrite() {
        return !noWrites;
    }
}
