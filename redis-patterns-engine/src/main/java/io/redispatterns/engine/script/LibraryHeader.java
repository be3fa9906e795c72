package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.QuotedWords;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a library says, as {@code #!lua name=mylib}.
 *
 * @param length how many bytes of the text the line takes, without its end
 * @param name the library's name
 */
record LibraryHeader(int length, String name) {

    /** What the names of libraries and of functions have to be; Redis says it of either in the same words. */
    static final String NAME_RULE =
            "Library names can only contain letters, numbers, or underscores(_) and must be at least one character long";

    private static final String MARK = "#!";
    private static final String LANGUAGE = "lua";
    private static final String NAME = "name=";

    /**
     * Reads the first line of a text.
     *
     * @throws CommandException when it is not as it has to be
     */
    static LibraryHeader of(byte[] text) {
        if (text.length < MARK.length() || text[0] != '#' || text[1] != '!') {
            throw Errors.of("ERR Missing library metadata");
        }
        int length = lineLength(text);
        byte[][] words = QuotedWords.split(text, 0, length);
        if (words == null) {
            throw invalid();
        }
        String name = name(words);
        if (!isName(name)) {
            throw Errors.of("ERR " + NAME_RULE);
        }
        String language = Bytes.text(words[0]).substring(MARK.length());
        if (!language.equalsIgnoreCase(LANGUAGE)) {
            throw Errors.of("ERR Engine '" + language + "' not found");
        }
        return new LibraryHeader(length, name);
    }

    private static int lineLength(byte[] text) {
        for (int i = 0; i < text.length && text[i] != 0; i++) {
            if (text[i] == '\n') {
                return i;
            }
        }
        throw invalid();
    }

    private static CommandException invalid() {
        return Errors.of("ERR Invalid library metadata");
    }

    private static String name(byte[][] words) {
        String name = null;
        for (byte[] word : Arrays.copyOfRange(words, 1, words.length)) {
            String option = Bytes.text(word);
            if (!option.regionMatches(true, 0, NAME, 0, NAME.length())) {
                throw Errors.of("ERR Invalid metadata value given: " + option);
            }
            if (name != null) {
                throw Errors.of("ERR Invalid metadata value, name argument was given multiple times");
            }
            name = option.substring(NAME.length());
        }
        return given(name);
    }

    private static String given(@Nullable String name) {
        if (name == null) {
            throw Errors.of("ERR Library name was not given");
        }
        return name;
    }

    /** Whether a text may name a library or a function. */
    static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!isLetter && !(c >= '0' && c <= '9') && c != '_') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
