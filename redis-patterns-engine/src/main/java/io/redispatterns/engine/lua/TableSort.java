package io.redispatterns.engine.lua;

/**
 * A call of {@code table.sort}: the quicksort with the median of three from Sedgewick's "Algorithms in Modula-3" (1993), with the
 * same comparisons in the same order as in PUC Lua 5.1, since a comparing function may see them.
 */
final class TableSort {

    private final Arguments in;
    private final LuaState lua;
    private final LuaTable table;
    private final LuaValue function;

    /**
     * Takes the arguments of the call.
     *
     * @param function tells whether its first argument comes before its second; nil for the operator {@code <}
     */
    TableSort(Arguments in, LuaTable table, LuaValue function) {
        this.in = in;
        this.lua = in.lua();
        this.table = table;
        this.function = function;
    }

    /** Sorts the elements from an index up to another. */
    void sort(int first, int last) {
        int low = first;
        int high = last;
        while (low < high) {
            order(low, high);
            int middle = (low + high) >>> 1;
            if (high - low > 1 && !order(low, middle)) {
                order(middle, high);
            }
            if (high - low <= 2) {
                return;
            }
            int pivot = partition(low, high, middle);
            if (pivot - low < high - pivot) {
                sort(low, pivot - 1);
                low = pivot + 1;
            } else {
                sort(pivot + 1, high);
                high = pivot - 1;
            }
        }
    }

    /** Swaps two elements if the higher one comes before the lower one. */
    private boolean order(int low, int high) {
        LuaValue below = table.get(low);
        LuaValue above = table.get(high);
        boolean swap = less(above, below);
        if (swap) {
            set(low, above);
            set(high, below);
        }
        return swap;
    }

    /** Parts what is before and behind the middle element, between the ends, which are in order with it; returns its new index. */
    private int partition(int low, int high, int middle) {
        LuaValue pivot = table.get(middle);
        LuaValue last = table.get(high - 1);
        set(middle, last);
        set(high - 1, pivot);
        int i = low;
        int j = high - 1;
        while (true) {
            i = firstNotBefore(pivot, i + 1, high);
            j = lastNotBehind(pivot, j - 1, low);
            if (j < i) {
                swap(high - 1, i);
                return i;
            }
            swap(i, j);
        }
    }

    private int firstNotBefore(LuaValue pivot, int from, int high) {
        int i = from;
        for (; less(table.get(i), pivot); i++) {
            if (i > high) {
                throw disorder();
            }
        }
        return i;
    }

    private int lastNotBehind(LuaValue pivot, int from, int low) {
        int j = from;
        for (; less(pivot, table.get(j)); j--) {
            if (j < low) {
                throw disorder();
            }
        }
        return j;
    }

    private LuaError disorder() {
        return in.error("invalid order function for sorting");
    }

    private void swap(int i, int j) {
        LuaValue a = table.get(i);
        LuaValue b = table.get(j);
        set(i, b);
        set(j, a);
    }

    private void set(int index, LuaValue value) {
        TableLibrary.set(lua, table, index, value);
    }

    private boolean less(LuaValue a, LuaValue b) {
        lua.spend(1);
        return function.isNil()
                ? Operators.less(lua, a, b)
                : lua.call(function, a, b).first().isTruthy();
    }
}
