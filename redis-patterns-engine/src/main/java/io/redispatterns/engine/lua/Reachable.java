package io.redispatterns.engine.lua;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** A walk over all that a state can reach, which adds up how much memory it takes. */
final class Reachable {

    static final int BYTES_PER_COROUTINE = 200;
    private static final int BYTES_PER_OBJECT = 40;
    private static final int BYTES_PER_SLOT = 16;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> toVisit = new ArrayDeque<>();
    private long bytes;

    /** Returns an estimate of the bytes that a state's values take. */
    long bytesOf(LuaState lua) {
        add(lua.globals());
        add(lua.current());
        add(lua.main());
        LuaTable strings = lua.stringMetatable();
        if (strings != null) {
            add(strings);
        }
        while (!toVisit.isEmpty()) {
            visit(toVisit.pop());
        }
        return bytes;
    }

    private void add(Object value) {
        boolean hasSize = !(value instanceof LuaNil || value instanceof LuaBoolean || value instanceof Builtin);
        if (hasSize && seen.add(value)) {
            bytes += BYTES_PER_OBJECT;
            toVisit.push(value);
        }
    }

    private void visit(Object value) {
        if (value instanceof LuaString string) {
            bytes += string.length();
        } else if (value instanceof LuaTable table) {
            bytes += table.ownBytes();
            table.forEachReference(this::add);
        } else if (value instanceof LuaClosure closure) {
            addAll(closure.upvalues);
        } else if (value instanceof Cell cell) {
            add(cell.value);
        } else if (value instanceof Coroutine coroutine) {
            visit(coroutine);
        }
    }

    private void visit(Coroutine coroutine) {
        bytes += BYTES_PER_COROUTINE;
        if (coroutine.body != null) {
            add(coroutine.body);
        }
        addAll(coroutine.transfer.toArray());
        for (Frame frame = coroutine.frame; frame != null; frame = frame.caller) {
            bytes += (long) frame.slots.length * BYTES_PER_SLOT + BYTES_PER_OBJECT;
            addAll(frame.slots);
            addAll(frame.cells);
            addAll(frame.varargs);
            addAll(frame.open.toArray());
            if (frame.closure != null) {
                add(frame.closure);
            }
        }
    }

    private void addAll(Object[] values) {
        for (Object value : values) {
            if (value != null) {
                add(value);
            }
        }
    }
}
