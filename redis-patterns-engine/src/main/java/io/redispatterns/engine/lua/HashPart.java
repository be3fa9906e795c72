package io.redispatterns.engine.lua;

import java.util.Arrays;

/**
 * The entries of a table whose keys are not in its array: a chained scatter table with Brent's variation, laid out exactly as PUC
 * Lua 5.1 does it, so that {@code pairs} meets the entries in the same order.
 *
 * <p>A colliding entry that is not in its main position makes room for one that is. An entry whose value is nil keeps its key until
 * the table is laid out anew.
 */
final class HashPart {

    static final HashPart NONE = new HashPart(0);
    static final int ABSENT = -1;

    final LuaValue[] keys;
    final LuaValue[] values;
    private final int[] next;
    private int lastFree;

    private HashPart(int size) {
        keys = new LuaValue[size];
        values = new LuaValue[size];
        next = new int[size];
        Arrays.fill(keys, LuaNil.NIL);
        Arrays.fill(values, LuaNil.NIL);
        Arrays.fill(next, ABSENT);
        lastFree = size;
    }

    /** Returns one with room for so many entries, rounded up to a power of two. */
    static HashPart ofSize(int entries) {
        return entries == 0 ? NONE : new HashPart(1 << LuaTable.ceilLog2(entries));
    }

    int size() {
        return keys.length;
    }

    /** Returns where a string is as a key, or {@link #ABSENT}. */
    int find(LuaString key) {
        if (keys.length == 0) {
            return ABSENT;
        }
        int i = key.hashCode() & (keys.length - 1);
        do {
            LuaValue candidate = keys[i];
            if (candidate == key || (candidate instanceof LuaString string && string.equals(key))) {
                return i;
            }
            i = next[i];
        } while (i >= 0);
        return ABSENT;
    }

    int find(double key) {
        if (keys.length == 0) {
            return ABSENT;
        }
        int i = mainPosition(key);
        do {
            if (keys[i] instanceof LuaNumber number && number.value() == key) {
                return i;
            }
            i = next[i];
        } while (i >= 0);
        return ABSENT;
    }

    int find(LuaValue key) {
        if (key instanceof LuaString string) {
            return find(string);
        }
        if (key instanceof LuaNumber number) {
            return find(number.value());
        }
        if (keys.length == 0) {
            return ABSENT;
        }
        int i = mainPosition(key);
        while (i >= 0 && keys[i] != key) {
            i = next[i];
        }
        return i;
    }

    /** Makes an entry for a key that has none; returns where, or {@link #ABSENT} when there is no room. Its value is nil. */
    int insert(LuaValue key) {
        if (keys.length == 0) {
            return ABSENT;
        }
        int main = mainPosition(key);
        if (values[main].isNil()) {
            keys[main] = key;
            return main;
        }
        int free = freePosition();
        if (free == ABSENT) {
            return ABSENT;
        }
        int other = mainPosition(keys[main]);
        if (other == main) {
            next[free] = next[main];
            next[main] = free;
            keys[free] = key;
            return free;
        }
        moveAway(main, free, other);
        keys[main] = key;
        return main;
    }

    /** Moves the entry at {@code main}, whose own main position is {@code head}, to a free place. */
    private void moveAway(int main, int free, int head) {
        int before = head;
        while (next[before] != main) {
            before = next[before];
        }
        next[before] = free;
        keys[free] = keys[main];
        values[free] = values[main];
        next[free] = next[main];
        next[main] = ABSENT;
        values[main] = LuaNil.NIL;
    }

    private int freePosition() {
        while (lastFree-- > 0) {
            if (keys[lastFree].isNil()) {
                return lastFree;
            }
        }
        return ABSENT;
    }

    private int mainPosition(LuaValue key) {
        if (key instanceof LuaString string) {
            return string.hashCode() & (keys.length - 1);
        }
        if (key instanceof LuaNumber number) {
            return mainPosition(number.value());
        }
        if (key instanceof LuaBoolean) {
            return (key == LuaBoolean.TRUE ? 1 : 0) & (keys.length - 1);
        }
        return remainder(System.identityHashCode(key));
    }

    private int mainPosition(double key) {
        if (key == 0) {
            return 0;
        }
        long bits = Double.doubleToRawLongBits(key);
        return remainder((int) bits + (int) (bits >>> Integer.SIZE));
    }

    private int remainder(int hash) {
        return Integer.remainderUnsigned(hash, (keys.length - 1) | 1);
    }
}
