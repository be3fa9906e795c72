package io.redispatterns.engine.lua;

/** {@code #operand}. */
final class Length extends Node {

    private final Node operand;
    private final int line;

    Length(Node operand, int line) {
        this.operand = operand;
        this.line = line;
    }

    @Override
    LuaValue eval(Frame frame) {
        return frame.boxed(number(frame));
    }

    @Override
    double number(Frame frame) {
        LuaValue value = operand.eval(frame);
        if (value instanceof LuaTable table) {
            return table.length();
        }
        frame.site = this;
        return frame.number(Operators.length(frame.lua, value, operand.name()));
    }

    @Override
    public int line() {
        return line;
    }
}
