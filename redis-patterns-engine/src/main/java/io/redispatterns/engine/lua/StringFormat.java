package io.redispatterns.engine.lua;

/** A call of {@code string.format}. */
final class StringFormat {

    private static final byte PERCENT = '%';
    /** Longer texts are put in as they are where no precision cuts them: neither padded nor ended by a zero byte. */
    private static final int MAX_FORMATTED_TEXT = 99;

    private final Arguments in;
    private final LuaStringBuilder result;
    private int argument;

    private StringFormat(Arguments in) {
        this.in = in;
        this.result = new LuaStringBuilder(in.lua());
    }

    static Values format(Arguments in) {
        byte[] format = in.string(0).bytes();
        return new StringFormat(in).run(format);
    }

    private LuaString run(byte[] format) {
        int at = 0;
        while (at < format.length) {
            int percent = at;
            while (percent < format.length && format[percent] != PERCENT) {
                percent++;
            }
            result.append(format, at, percent);
            at = percent < format.length ? directive(format, percent + 1) : percent;
        }
        return result.toLuaString();
    }

    private int directive(byte[] format, int at) {
        if (at < format.length && format[at] == PERCENT) {
            result.append(PERCENT);
            return at + 1;
        }
        argument++;
        if (!in.has(argument)) {
            throw in.error(argument, "no value");
        }
        FormatDirective directive = parse(format, at);
        append(directive);
        return directive.end();
    }

    private FormatDirective parse(byte[] format, int at) {
        try {
            return FormatDirective.parse(format, at);
        } catch (MalformedException e) {
            throw in.error(e.getMessage());
        }
    }

    private void append(FormatDirective directive) {
        switch (directive.conversion()) {
            case 'c' -> result.append(directive.character(in.number(argument)));
            case 'd', 'i', 'o', 'u', 'x', 'X' ->
                result.append(new FormattedNumber(directive).integer(in.number(argument)));
            case 'e', 'E', 'f', 'g', 'G' -> result.append(new FormattedNumber(directive).floating(in.number(argument)));
            case 'q' -> quote(in.string(argument).bytes());
            case 's' -> text(directive, in.string(argument).bytes());
            default -> throw in.error("invalid option '%" + shown(directive.conversion()) + "' to 'format'");
        }
    }

    private static String shown(int conversion) {
        return conversion == 0 ? "" : String.valueOf((char) conversion);
    }

    private void text(FormatDirective directive, byte[] text) {
        boolean whole = !directive.hasPrecision() && text.length > MAX_FORMATTED_TEXT;
        result.append(whole ? text : directive.text(text));
    }

    /** Writes a text as Lua reads it. */
    private void quote(byte[] text) {
        result.append('"');
        for (byte c : text) {
            switch (c) {
                case '"', '\\', '\n' -> {
                    result.append('\\');
                    result.append(c);
                }
                case '\r' -> result.append(LatinText.bytes("\\r"));
                case 0 -> result.append(LatinText.bytes("\\000"));
                default -> result.append(c);
            }
        }
        result.append('"');
    }
}
