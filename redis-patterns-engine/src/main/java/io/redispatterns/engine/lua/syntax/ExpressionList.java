package io.redispatterns.engine.lua.syntax;

import java.util.ArrayList;
import java.util.List;

/** One expression or more, of which only the last is not settled yet. */
final class ExpressionList {

    private final List<Expression> settled = new ArrayList<>(4);
    private Operand last;

    ExpressionList(Operand first) {
        last = first;
    }

    /** Adds an expression. The one before must be in a register by now. */
    void add(Operand next) {
        settled.add(last.expression);
        last = next;
    }

    Operand last() {
        return last;
    }

    int size() {
        return settled.size() + 1;
    }

    /** Returns all of them once the last is settled too. */
    List<Expression> all() {
        settled.add(last.expression);
        return List.copyOf(settled);
    }
}
