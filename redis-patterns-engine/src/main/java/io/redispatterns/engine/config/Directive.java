package io.redispatterns.engine.config;

import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * One directive of redis.conf: its name, its default, and how its text is read and written.
 *
 * @param <T> the value's type
 */
public final class Directive<T> {

    /** How many words a directive takes in redis.conf. */
    enum Words {
        /** One. */
        ONE,
        /** Any number of words on one line. */
        SEVERAL,
        /** Any number of words on any number of lines, which add up. */
        ADDING_UP
    }

    private final int index;
    private final String name;
    private final String defaultText;
    private final boolean mutable;
    private final Words words;
    private final Function<String, T> parser;
    private final Function<T, String> printer;
    private final BinaryOperator<T> joiner;

    /**
     * Makes a row.
     *
     * @param index its place among all directives
     * @param name the name, in lower case
     * @param defaultText the value where nobody sets one, in redis.conf's form
     * @param mutable whether it may be changed while the engine runs
     * @param words how many words it takes
     * @param parser reads the text; throws {@link ConfigException} saying the rule that was broken
     * @param printer writes the value in CONFIG GET's form
     * @param joiner returns what a new value makes of the present one, which comes first
     */
    Directive(
            int index,
            String name,
            String defaultText,
            boolean mutable,
            Words words,
            Function<String, T> parser,
            Function<T, String> printer,
            BinaryOperator<T> joiner) {
        this.index = index;
        this.name = name;
        this.defaultText = defaultText;
        this.mutable = mutable;
        this.words = words;
        this.parser = parser;
        this.printer = printer;
        this.joiner = joiner;
    }

    /** The same directive under another name. */
    Directive<T> under(String otherName) {
        return new Directive<>(index, otherName, defaultText, mutable, words, parser, printer, joiner);
    }

    int index() {
        return index;
    }

    /** The name, in lower case. */
    public String name() {
        return name;
    }

    /** The value where nobody sets one, in redis.conf's form. */
    public String defaultText() {
        return defaultText;
    }

    /** Whether it may be changed while the engine runs. */
    public boolean isMutable() {
        return mutable;
    }

    Words words() {
        return words;
    }

    /**
     * Checks a value without setting it.
     *
     * @throws ConfigException when it breaks the directive's rule
     */
    public void check(String text) {
        parse(text);
    }

    T parse(String text) {
        return parser.apply(text);
    }

    /** Returns the value that a text sets where there is a present one. */
    T parse(String text, T present) {
        return joiner.apply(present, parse(text));
    }

    String print(T value) {
        return printer.apply(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
