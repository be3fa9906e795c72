package io.redispatterns.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A command's syntax line, read: the source of its arity, its key positions and its description in COMMAND DOCS.
 *
 * <pre>
 * name            a string; "key" is a key, "pattern" a pattern
 * name:type       of another type: string integer double key pattern unix-time
 * WORD            a word to be given as it is
 * WORD name       an argument behind a word
 * WORD... name    the same, any number of times with the word
 * name=WORD       a word under a name that is not its own in lower case
 * name=(a|b)      one of several
 * name={a b}      several together
 * x...            any number of times, at least once
 * [x]             may be left out
 * x@7.0.0         since this version
 * x!7.0.0         deprecated since this version
 * x#1             covered by this key specification of the command, the first being 0; keys count by themselves
 * 'a:b'           a name with signs that mean something else here
 * </pre>
 *
 * <p>For example {@code "key value [condition=(NX|XX)@2.6.12] [GET@6.2.0]"}.
 */
public final class Syntax {

    private final List<Argument> arguments;
    private final int arity;

    private Syntax(List<Argument> arguments, int arity) {
        this.arguments = arguments;
        this.arity = arity;
    }

    /**
     * Reads a syntax line.
     *
     * @param line the arguments behind the command's name
     * @param words how many words the name has: 2 for a subcommand
     * @throws IllegalArgumentException when the line is not of the form above
     */
    static Syntax parse(String line, int words) {
        Parser parser = new Parser(line);
        List<Argument> arguments = parser.sequence('\0');
        int least = words + arguments.stream().mapToInt(Argument::minimumWords).sum();
        boolean fixed = arguments.stream().allMatch(Argument::isFixed);
        return new Syntax(arguments, fixed ? least : -least);
    }

    /** The arguments in their order. */
    public List<Argument> arguments() {
        return arguments;
    }

    /** The number of words of a call, its name included; negative: at least so many. */
    public int arity() {
        return arity;
    }

    /** A parser by recursive descent. */
    private static final class Parser {

        private final String line;
        private int at;
        private int keys;

        Parser(String line) {
            this.line = line;
        }

        List<Argument> sequence(char end) {
            List<Argument> arguments = new ArrayList<>();
            skipBlanks();
            while (at < line.length() && line.charAt(at) != end && line.charAt(at) != '|') {
                arguments.add(element());
                skipBlanks();
            }
            return List.copyOf(arguments);
        }

        private Argument element() {
            if (accept('[')) {
                List<Argument> inner = sequence(']');
                expect(']');
                if (inner.size() != 1) {
                    throw error("brackets need one argument; name several together as name={…}");
                }
                return suffixes(inner.get(0).asOptional());
            }
            String word = word();
            return isToken(word) ? tokenOrBehindIt(word) : named(word);
        }

        private Argument tokenOrBehindIt(String word) {
            boolean repeated = acceptDots();
            String since = version();
            skipBlanks();
            if (at < line.length() && isNameStart(line.charAt(at)) && since == null) {
                return named(word()).behind(word, repeated);
            }
            Argument token = leaf(word.toLowerCase(Locale.ROOT), Argument.Type.PURE_TOKEN, word);
            return suffixes(since == null ? token : token.since(since));
        }

        private Argument named(String name) {
            if (!accept('=')) {
                return suffixes(leaf(name, accept(':') ? type(word()) : defaultType(name), null));
            }
            if (accept('(')) {
                return suffixes(group(name, Argument.Type.ONEOF, alternatives()));
            }
            if (accept('{')) {
                List<Argument> parts = sequence('}');
                expect('}');
                return suffixes(group(name, Argument.Type.BLOCK, parts));
            }
            return suffixes(leaf(name, Argument.Type.PURE_TOKEN, word()));
        }

        private List<Argument> alternatives() {
            List<Argument> choices = new ArrayList<>();
            do {
                List<Argument> one = sequence(')');
                if (one.size() != 1) {
                    throw error("an alternative needs one argument; name several together as name={…}");
                }
                choices.add(one.get(0));
            } while (accept('|'));
            expect(')');
            return List.copyOf(choices);
        }

        private Argument suffixes(Argument plain) {
            Argument argument = plain;
            while (true) {
                String since = version();
                if (since != null) {
                    argument = argument.since(since);
                } else if (accept('!')) {
                    argument = argument.deprecatedSince(versionNumber());
                } else if (accept('#')) {
                    argument = argument.inKeySpec(Integer.parseInt(versionNumber()));
                } else if (acceptDots()) {
                    argument = argument.asMultiple();
                } else {
                    return argument;
                }
            }
        }

        private Argument leaf(String name, Argument.Type type, @Nullable String token) {
            int keySpec = type == Argument.Type.KEY ? keys++ : -1;
            return new Argument(name, type, token, null, null, false, false, false, keySpec, List.of());
        }

        private static Argument group(String name, Argument.Type type, List<Argument> children) {
            return new Argument(name, type, null, null, null, false, false, false, -1, children);
        }

        private static Argument.Type defaultType(String name) {
            return switch (name) {
                case "key" -> Argument.Type.KEY;
                case "pattern" -> Argument.Type.PATTERN;
                default -> Argument.Type.STRING;
            };
        }

        private static Argument.Type type(String text) {
            return Argument.Type.valueOf(text.replace('-', '_').toUpperCase(Locale.ROOT));
        }

        private static boolean isNameStart(char c) {
            return Character.isLowerCase(c) || c == '\'';
        }

        private static boolean isToken(String word) {
            return !Character.isLowerCase(word.charAt(0));
        }

        private @Nullable String version() {
            return accept('@') ? versionNumber() : null;
        }

        private String versionNumber() {
            int from = at;
            while (at < line.length() && (Character.isDigit(line.charAt(at)) || isVersionDot())) {
                at++;
            }
            return line.substring(from, at);
        }

        private boolean isVersionDot() {
            return line.charAt(at) == '.' && at + 1 < line.length() && Character.isDigit(line.charAt(at + 1));
        }

        private boolean acceptDots() {
            if (line.startsWith("...", at)) {
                at += 3;
                return true;
            }
            return false;
        }

        private String word() {
            return accept('\'') ? quoted() : bare();
        }

        private String quoted() {
            int end = line.indexOf('\'', at);
            if (end < 0) {
                throw error("the quotation mark that ends the name is missing");
            }
            String name = line.substring(at, end);
            at = end + 1;
            return name;
        }

        private String bare() {
            int from = at;
            while (at < line.length() && " []{}()|=:@.!#'".indexOf(line.charAt(at)) < 0) {
                at++;
            }
            if (from == at) {
                throw error("a name or a word is missing");
            }
            return line.substring(from, at);
        }

        private void skipBlanks() {
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
        }

        private boolean accept(char c) {
            boolean there = at < line.length() && line.charAt(at) == c;
            if (there) {
                at++;
            }
            return there;
        }

        private void expect(char c) {
            if (!accept(c)) {
                throw error("'" + c + "' is missing");
            }
        }

        private IllegalArgumentException error(String rule) {
            return new IllegalArgumentException("syntax line '" + line + "' at " + at + ": " + rule);
        }
    }
}
