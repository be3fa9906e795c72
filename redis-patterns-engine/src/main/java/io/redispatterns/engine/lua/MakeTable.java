package io.redispatterns.engine.lua;

import org.jspecify.annotations.Nullable;

/** {@code { … }}. */
final class MakeTable extends Node {

    /** How many elements PUC Lua collects before it puts them into the table: an entry with the same key wins only if it comes later. */
    private static final int BATCH = 50;

    /**
     * One entry, in the order written.
     *
     * @param key null for the next index
     */
    record Entry(@Nullable Node key, Node value, int line) implements Site {}

    private final Entry[] entries;
    private final boolean hasOpenTail;
    private final int elements;
    private final int keyed;

    /**
     * Makes one.
     *
     * @param hasOpenTail whether the frame's open results follow the last entry
     */
    MakeTable(Entry[] entries, boolean hasOpenTail) {
        this.entries = entries;
        this.hasOpenTail = hasOpenTail;
        int positional = 0;
        for (Entry entry : entries) {
            positional += entry.key == null ? 1 : 0;
        }
        this.elements = roundedSize(positional);
        this.keyed = roundedSize(entries.length - positional);
    }

    /** The size hint in PUC Lua's instruction has three bits of precision. */
    private static int roundedSize(int size) {
        int mantissa = size;
        int exponent = 0;
        while (mantissa >= 16) {
            mantissa = (mantissa + 1) >> 1;
            exponent++;
        }
        return mantissa << exponent;
    }

    @Override
    LuaValue eval(Frame frame) {
        LuaTable table = frame.lua.newTable(elements, keyed);
        LuaValue[] batch = new LuaValue[Math.min(elements, BATCH)];
        int stored = 0;
        int waiting = 0;
        for (Entry entry : entries) {
            if (waiting == BATCH) {
                stored = flush(table, batch, stored, waiting);
                waiting = 0;
            }
            if (entry.key == null) {
                batch[waiting++] = entry.value.eval(frame);
            } else {
                putKeyed(frame, table, entry, entry.key);
            }
        }
        stored = flush(table, batch, stored, waiting);
        if (hasOpenTail) {
            putOpen(table, stored, frame.open);
        }
        return table;
    }

    private static void putKeyed(Frame frame, LuaTable table, Entry entry, Node keyNode) {
        LuaValue key = keyNode.eval(frame);
        LuaValue value = entry.value.eval(frame);
        frame.site = entry;
        Operators.checkKey(frame.lua, key);
        table.put(key, value);
    }

    private static int flush(LuaTable table, LuaValue[] batch, int stored, int waiting) {
        for (int i = waiting; i > 0; i--) {
            table.put(stored + i, batch[i - 1]);
        }
        return stored + waiting;
    }

    private static void putOpen(LuaTable table, int stored, Values open) {
        int count = open.count();
        table.ensureArray(stored + count);
        for (int i = count; i > 0; i--) {
            table.put(stored + i, open.at(i - 1));
        }
    }
}
