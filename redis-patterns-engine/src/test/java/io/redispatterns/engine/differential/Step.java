package io.redispatterns.engine.differential;

import io.redispatterns.engine.conformance.Comparison;
import io.redispatterns.engine.testing.CommandLine;
import io.redispatterns.engine.util.Bytes;

/**
 * A command of a program.
 *
 * @param words the command; not to be changed
 * @param comparison how equal the replies have to be
 */
record Step(byte[][] words, Comparison comparison) {

    /** Reads a command line, perhaps with a word before it that says how replies are compared. */
    static Step of(String line) {
        String directive = "";
        String command = line;
        if (line.startsWith("@")) {
            directive = line.substring(0, line.indexOf(' '));
            command = line.substring(line.indexOf(' ')).strip();
        }
        byte[][] words = CommandLine.split(command);
        if (words.length == 0) {
            throw new IllegalArgumentException("not a command: '" + line + "'");
        }
        return new Step(words, Comparison.of(directive, Bytes.text(words[0])));
    }

    @Override
    public String toString() {
        return CommandLine.join(words);
    }
}
