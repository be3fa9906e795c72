package io.redispatterns.engine.lua;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A walk over all that a state can reach, which adds up how much memory it takes. */
final class Reachable {

    static final int BYTES_PER_COROUTINE = 200;
    private static final int BYTES_PER_OBJECT = 24;
    private static final int BYTES_PER_SLOT = 16;
    private static final AtomicInteger WALKS = new AtomicInteger();

    /** What the marks of this walk are: an object that bears it has been met. */
    private final int mark = WALKS.incrementAndGet();

    private final Deque<Object> toVisit = new ArrayDeque<>();
    private final Consumer<LuaValue> adding = this::add;
    private long bytes;

    /** Returns an estimate of the bytes that a state's values take. */
    long bytesOf(LuaState lua) {
        add(lua.globals());
        add(lua.registry());
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

    private void add(LuaValue value) {
        if (value instanceof LuaString string) {
            if (string.visited != mark) {
                string.visited = mark;
                bytes += BYTES_PER_OBJECT + (long) string.length();
            }
        } else if (value instanceof LuaTable table && table.visited != mark) {
            table.visited = mark;
            toVisit.push(table);
        } else if (value instanceof LuaClosure closure && closure.visited != mark) {
            closure.visited = mark;
            toVisit.push(closure);
        } else if (value instanceof Coroutine coroutine && coroutine.visited != mark) {
            coroutine.visited = mark;
            toVisit.push(coroutine);
        }
    }

    private void visit(Object value) {
        if (value instanceof LuaTable table) {
            bytes += table.ownBytes();
            table.forEachReference(adding);
        } else if (value instanceof LuaClosure closure) {
            bytes += BYTES_PER_OBJECT;
            addCells(closure.upvalues);
        } else if (value instanceof Coroutine coroutine) {
            bytes += BYTES_PER_COROUTINE;
            addFrames(coroutine);
        }
    }

    private void addFrames(Coroutine coroutine) {
        if (coroutine.body != null) {
            add(coroutine.body);
        }
        addAll(coroutine.transfer.toArray());
        for (Frame frame = coroutine.frame; frame != null; frame = frame.caller) {
            bytes += Frame.BYTES + (long) frame.slots.length * BYTES_PER_SLOT;
            addAll(frame.slots);
            addCells(frame.cells);
            addAll(frame.varargs);
            addAll(frame.open.toArray());
            if (frame.closure != null) {
                add(frame.closure);
            }
        }
    }

    /** Cells share the marks of what they hold: one that two closures share counts twice. */
    private void addCells(Cell[] cells) {
        for (Cell cell : cells) {
            if (cell != null) {
                bytes += BYTES_PER_OBJECT;
                add(cell.value);
            }
        }
    }

    private void addAll(LuaValue[] values) {
        for (LuaValue value : values) {
            if (value != null) { // a slot before its first use
                add(value);
            }
        }
    }
}
