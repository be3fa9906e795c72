package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.ScriptFlag;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.QuotedWords;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a script's first line says if it begins with {@code #!}, as {@code #!lua flags=no-writes}.
 *
 * @param length how many bytes of the text the line takes, without its end; 0 when there is none
 * @param flags what the script says of itself
 */
record ScriptHeader(int length, Set<ScriptFlag> flags) {

    private static final ScriptHeader NONE = new ScriptHeader(0, Set.of());
    private static final String LANGUAGE = "#!lua";
    private static final String FLAGS = "flags=";

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
        Set<ScriptFlag> flags = EnumSet.noneOf(ScriptFlag.class);
        for (int i = 1; i < words.length; i++) {
            addFlags(Bytes.text(words[i]), flags);
        }
        return new ScriptHeader(length, flags);
    }

    private static int lineLength(byte[] text) {
        for (int i = 0; i < text.length && text[i] != 0; i++) {
            if (text[i] == '\n') {
                return i;
            }
        }
        throw Errors.of("ERR Invalid script shebang");
    }

    private static void addFlags(String option, Set<ScriptFlag> flags) {
        if (!option.startsWith(FLAGS)) {
            throw Errors.of("ERR Unknown lua shebang option: " + option);
        }
        String value = option.substring(FLAGS.length());
        for (String word : value.isEmpty() ? new String[0] : value.split(",", -1)) {
            ScriptFlag flag = ScriptFlag.of(word);
            if (flag == null || !flag.text().equals(word)) {
                throw Errors.of("ERR Unexpected flag in script shebang: " + word);
            }
            flags.add(flag);
        }
    }

    /** Whether there is one. */
    boolean isPresent() {
        return length > 0;
    }
}
