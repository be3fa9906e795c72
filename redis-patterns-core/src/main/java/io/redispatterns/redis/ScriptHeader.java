package io.redispatterns.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the header of a {@link Script} declares, which its body keeps to. */
record ScriptHeader(Declared keys, Declared args, boolean isReadOnly) {

    /**
     * The elements of {@code KEYS} or {@code ARGV} that a script takes.
     *
     * @param table which of the two
     * @param count how many, or how many at least
     * @param hasTail whether there may be more
     */
    record Declared(String table, int count, boolean hasTail) {

        boolean allows(int number) {
            return number == count || (hasTail && number > count);
        }

        boolean has(long index) {
            return index >= 1 && (hasTail || index <= count);
        }

        String inWords(String noun) {
            return (hasTail ? "at least " : "") + count + " " + noun + (count == 1 ? "" : "s");
        }
    }

    private static final String READ_ONLY = "read-only";

    /** A comment, unless it is a long one, which belongs to the body. */
    private static final Pattern LINE = Pattern.compile("--(?!\\[=*\\[).*");

    private static final Pattern ITEM = Pattern.compile("-- (\\S.*)");
    private static final Pattern CONTINUATION = Pattern.compile("-- {2,}(\\S.*)");
    private static final Pattern AFTER_THE_DESCRIPTION =
            Pattern.compile("(?:KEYS|ARGV)\\[.*|(?:returns|complexity)\\b.*|" + READ_ONLY);
    private static final Pattern ELEMENT =
            Pattern.compile("(?:KEYS|ARGV)\\[(?<index>[1-9]\\d{0,3})(?<tail>\\.\\.n)?\\] .+");

    /** The use of an element, and what may look like one and is not: comments and strings, short and long. */
    private static final Pattern USE = Pattern.compile(
            "--\\[(?<comment>=*)\\[.*?\\]\\k<comment>\\]|--[^\\n]*+|\\[(?<string>=*)\\[.*?\\]\\k<string>\\]"
                    + "|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'"
                    + "|\\b(?<table>KEYS|ARGV)\\s*+\\[\\s*+(?<index>\\d{1,18})\\s*+\\]",
            Pattern.DOTALL);

    /** Reads the header of a script and compares the body with it. */
    static ScriptHeader parse(String script, String text) {
        ScriptHeader header = new Reader(script, text).read();
        header.requireDeclaredUses(script, text);
        return header;
    }

    private void requireDeclaredUses(String script, String text) {
        Matcher use = USE.matcher(text);
        while (use.find()) {
            String table = use.group("table");
            if (table != null && !declared(table).has(Long.parseLong(use.group("index")))) {
                throw broken(script, "it uses " + use.group() + ", which its header does not declare");
            }
        }
    }

    private Declared declared(String table) {
        return table.equals(keys.table()) ? keys : args;
    }

    private static IllegalArgumentException broken(String script, String rule) {
        return new IllegalArgumentException("script " + script + ": " + rule);
    }

    /** Takes the header's items one after the other, each with the lines it goes on in. */
    private static final class Reader {

        private final String script;
        private final Deque<String> items = new ArrayDeque<>();

        Reader(String script, String text) {
            this.script = script;
            text.lines().takeWhile(LINE.asMatchPredicate()).forEach(this::add);
        }

        private void add(String line) {
            Matcher item = ITEM.matcher(line);
            Matcher continuation = CONTINUATION.matcher(line);
            if (item.matches()) {
                items.add(item.group(1));
            } else if (continuation.matches() && !items.isEmpty()) {
                items.add(items.removeLast() + " " + continuation.group(1));
            } else {
                throw broken(script, "a line of its header is \"-- \" and a text, not \"" + line + "\"");
            }
        }

        ScriptHeader read() {
            readDescription();
            Declared keys = readElements("KEYS");
            Declared args = readElements("ARGV");
            readLine("returns");
            readLine("complexity");
            boolean readOnly = READ_ONLY.equals(items.peek());
            if (readOnly) {
                items.remove();
            }
            if (!items.isEmpty()) {
                throw broken(script, "its header has no place for \"" + items.element() + "\" where it stands");
            }
            return new ScriptHeader(keys, args, readOnly);
        }

        private void readDescription() {
            String description = "";
            while (!items.isEmpty()
                    && !AFTER_THE_DESCRIPTION.matcher(items.element()).matches()) {
                description = items.remove();
            }
            if (!description.endsWith(".")) {
                throw broken(script, "it begins with a comment that says what it does, in sentences with a full stop");
            }
        }

        private Declared readElements(String table) {
            Declared read = new Declared(table, 0, false);
            while (!items.isEmpty() && items.element().startsWith(table)) {
                read = readElement(read, items.remove());
            }
            return read;
        }

        private Declared readElement(Declared before, String item) {
            int index = before.count() + 1;
            Matcher element = ELEMENT.matcher(item);
            if (before.hasTail()) {
                throw broken(script, "nothing comes after a tail, such as \"" + item + "\"");
            }
            if (!element.matches() || !element.group("index").equals(Integer.toString(index))) {
                String due = before.table() + "[" + index + "]";
                throw broken(script, due + " and what it is are due in its header, not \"" + item + "\"");
            }
            return new Declared(before.table(), index, element.group("tail") != null);
        }

        private void readLine(String word) {
            String item = items.isEmpty() ? "nothing" : items.remove();
            if (!item.startsWith(word + " ")) {
                throw broken(script, "\"-- " + word + " …\" is due in its header, not \"" + item + "\"");
            }
        }
    }
}
