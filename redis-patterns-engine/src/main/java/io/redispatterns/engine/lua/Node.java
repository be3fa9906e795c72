package io.redispatterns.engine.lua;

import org.jspecify.annotations.Nullable;

/**
 * An expression without a call: evaluated at once, never left half way by a coroutine.
 *
 * <p>A number can be asked for as a double, so that arithmetic makes no objects. A node that has no number to give then gives NaN and
 * leaves what it has in {@link Frame#other}.
 */
abstract class Node implements Site {

    static final Node[] NONE = {};

    /** Returns the value. */
    abstract LuaValue eval(Frame frame);

    /** Returns the value if it is a number; else NaN, and {@link Frame#other} has the value. */
    double number(Frame frame) {
        return frame.number(eval(frame));
    }

    /** Whether a condition holds with the value. */
    boolean test(Frame frame) {
        return eval(frame).isTruthy();
    }

    /** Puts the value into a slot, of this frame or of another one. */
    void into(Frame frame, Frame target, int slot) {
        target.slots[slot] = eval(frame);
    }

    /** How the chunk names the value; null when it has no name. */
    @Nullable
    Name name() {
        return null;
    }

    /** Whether the value is always the same. */
    boolean isConstant() {
        return false;
    }

    @Override
    public int line() {
        return 0;
    }

    static LuaValue[] evalAll(Node[] nodes, Frame frame) {
        if (nodes.length == 0) {
            return Tuple.NO_VALUES;
        }
        LuaValue[] values = new LuaValue[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            values[i] = nodes[i].eval(frame);
        }
        return values;
    }

    /** Returns the values of nodes, followed by the frame's open results. */
    static LuaValue[] evalAllAndOpen(Node[] nodes, Frame frame) {
        Values open = frame.open;
        int more = open.count();
        LuaValue[] values = new LuaValue[nodes.length + more];
        for (int i = 0; i < nodes.length; i++) {
            values[i] = nodes[i].eval(frame);
        }
        for (int i = 0; i < more; i++) {
            values[nodes.length + i] = open.at(i);
        }
        return values;
    }
}
