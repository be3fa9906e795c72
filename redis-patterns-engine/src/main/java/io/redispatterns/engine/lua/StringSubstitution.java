package io.redispatterns.engine.lua;

/** A call of {@code string.gsub}. */
final class StringSubstitution {

    private static final int ESCAPE = '%';

    private final Arguments in;
    private final byte[] subject;
    private final LuaValue replacement;
    private final Captures captures;
    private final LuaStringBuilder result;

    private StringSubstitution(Arguments in, byte[] subject, byte[] pattern, LuaValue replacement) {
        this.in = in;
        this.subject = subject;
        this.replacement = replacement;
        this.captures = new Captures(in, subject, pattern);
        this.result = new LuaStringBuilder(in.lua());
    }

    static Values gsub(Arguments in) {
        byte[] subject = in.string(0).bytes();
        byte[] pattern = in.string(1).bytes();
        int most = in.int32(3, subject.length + 1);
        LuaString text = in.lua().toLuaString(in.get(2));
        LuaValue replacement = text != null ? text : in.get(2);
        if (text == null && !(replacement instanceof LuaFunction) && !(replacement instanceof LuaTable)) {
            throw in.error(2, "string/function/table expected");
        }
        return new StringSubstitution(in, subject, pattern, replacement).run(StringSearch.anchor(pattern), most);
    }

    private Values run(int anchor, int most) {
        int at = 0;
        int count = 0;
        boolean more = true;
        while (more && count < most) {
            boolean found = captures.match(at, anchor);
            if (found) {
                count++;
                replace();
            }
            if (found && captures.end() > at) {
                at = captures.end();
            } else if (at < subject.length) {
                result.append(subject[at++]);
            } else {
                more = false;
            }
            more &= anchor == 0;
        }
        result.append(subject, at, subject.length);
        return Tuple.of(result.toLuaString(), LuaNumber.of(count));
    }

    private void replace() {
        if (replacement instanceof LuaString text) {
            expand(text.bytes());
            return;
        }
        LuaValue value = replacement instanceof LuaTable
                ? Operators.index(in.lua(), replacement, captures.get(0), null)
                : in.lua().call(replacement, captures.all()).first();
        if (!value.isTruthy()) {
            result.append(subject, captures.start(), captures.end());
            return;
        }
        append(value);
    }

    private void append(LuaValue value) {
        LuaString text = in.lua().toLuaString(value);
        if (text == null) {
            throw in.error("invalid replacement value (a " + value.typeName() + ")");
        }
        result.append(text.bytes());
    }

    /** Appends a replacement with its captures filled in. An escape at its end stands for a zero byte: C's end of the string. */
    private void expand(byte[] text) {
        boolean escaped = false;
        for (byte c : text) {
            if (escaped) {
                expand(c);
            } else if (c != ESCAPE) {
                result.append(c);
            }
            escaped = !escaped && c == ESCAPE;
        }
        if (escaped) {
            result.append(0);
        }
    }

    private void expand(byte c) {
        if (c == '0') {
            result.append(subject, captures.start(), captures.end());
        } else if (CharacterClass.isDigit(c)) {
            append(captures.get(c - '1'));
        } else {
            result.append(c);
        }
    }
}
