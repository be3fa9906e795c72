package io.redispatterns.engine.lua.syntax;

import io.redispatterns.engine.lua.syntax.Operand.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one table constructor. Values without a key wait in registers, fifty at a time. */
final class TableParser {

    private static final int VALUES_AT_ONCE = 50;

    private final ExpressionParser parser;
    private final Tokens tokens;
    private final Code code;
    private final List<Expression.Item> items = new ArrayList<>();
    private @Nullable Operand pending;
    private int waiting;
    private int tableRegister;

    TableParser(ExpressionParser parser) {
        this.parser = parser;
        tokens = parser.tokens;
        code = parser.scope.code();
    }

    Operand read() {
        int line = tokens.line();
        code.reserve(1);
        tableRegister = code.freeRegister() - 1;
        tokens.expect('{');
        do {
            if (tokens.current() == '}') {
                break;
            }
            settle();
            item();
        } while (tokens.take(',') || tokens.take(';'));
        tokens.expectClosing('}', '{', line);
        settleLast();
        return new Operand(Kind.FIXED, new Expression.TableConstructor(List.copyOf(items)), tableRegister);
    }

    private void item() {
        boolean named = tokens.current() == Token.NAME && tokens.lookahead() == '=';
        if (named || tokens.current() == '[') {
            keyed(named);
        } else {
            pending = parser.expression();
            waiting++;
        }
    }

    private void keyed(boolean named) {
        int register = code.freeRegister();
        Operand key = named ? parser.name() : parser.key();
        tokens.expect('=');
        code.toRegisterOrConstant(key);
        Operand value = parser.expression();
        code.toRegisterOrConstant(value);
        items.add(new Expression.Item.Keyed(key.expression, value.expression, tokens.lastLine()));
        code.freeRegistersFrom(register);
    }

    /** Puts the value that was read before into its register. */
    private void settle() {
        Operand value = pending;
        if (value == null) {
            return;
        }
        code.toNextRegister(value);
        add(value);
        if (waiting == VALUES_AT_ONCE) {
            store();
        }
    }

    private void settleLast() {
        Operand value = pending;
        if (value != null && value.isMultiple()) {
            code.toMultiple(value);
            add(value);
        } else if (value != null) {
            code.toNextRegister(value);
            add(value);
        }
        if (waiting > 0) {
            store();
        }
    }

    private void add(Operand value) {
        items.add(new Expression.Item.Positional(value.expression));
        pending = null;
    }

    private void store() {
        waiting = 0;
        code.freeRegistersFrom(tableRegister + 1);
    }
}
