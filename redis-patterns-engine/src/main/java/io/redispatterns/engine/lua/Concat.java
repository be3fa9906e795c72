package io.redispatterns.engine.lua;

import org.jspecify.annotations.Nullable;

/** {@code a .. b .. c}. */
final class Concat extends Node {

    private final Node[] operands;
    private final int line;

    Concat(Node[] operands, int line) {
        this.operands = operands;
        this.line = line;
    }

    @Override
    LuaValue eval(Frame frame) {
        LuaValue[] values = evalAll(operands, frame);
        frame.site = this;
        return Operators.concat(frame.lua, values, this);
    }

    @Nullable
    Name operandName(int index) {
        return operands[index].name();
    }

    @Override
    public int line() {
        return line;
    }
}
