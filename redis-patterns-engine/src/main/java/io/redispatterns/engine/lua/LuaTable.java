package io.redispatterns.engine.lua;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table: values by key, those of the keys 1 to n in an array.
 *
 * <p>Array and hash part grow at the same moments and to the same sizes as in PUC Lua 5.1, so that {@code pairs} goes through them in
 * the same order and {@code #} finds the same border in a table with holes. The methods here are raw: they know no metatables.
 */
public final class LuaTable extends LuaValue {

    private static final int MAX_ARRAY_BITS = 26;
    private static final int BYTES_PER_TABLE = 64;
    private static final int BYTES_PER_ELEMENT = 20;
    private static final int BYTES_PER_ENTRY = 60;

    private final Memory memory;
    private LuaValue[] array = Tuple.NO_VALUES;
    private HashPart hash = HashPart.NONE;
    private @Nullable LuaTable metatable;
    private boolean readonly;
    /** The metamethods that the table, being a metatable, is known not to have: one bit for each of {@link Event}. */
    int absentEvents;

    /** The last walk over all that is reachable that has met it: see {@link Reachable}. */
    int visited;

    /** Makes an empty table. */
    public LuaTable(Memory memory) {
        this.memory = memory;
        memory.charge(BYTES_PER_TABLE);
    }

    /** Makes an empty table with room for elements of the array and for other entries. */
    public LuaTable(Memory memory, int elements, int entries) {
        this(memory);
        resize(elements, entries);
    }

    @Override
    public String typeName() {
        return "table";
    }

    /** The metatable, or null. */
    public @Nullable LuaTable metatable() {
        return metatable;
    }

    /** Sets the metatable; null takes it away. */
    public void metatable(@Nullable LuaTable newMetatable) {
        metatable = newMetatable;
    }

    /** Whether scripts may not change the table. */
    public boolean isReadonly() {
        return readonly;
    }

    /** Forbids scripts to change the table, or allows it again. The methods here change it in any case. */
    public void readonly(boolean isReadonly) {
        readonly = isReadonly;
    }

    /** Returns the value of a key; nil when it has none. */
    public LuaValue get(LuaValue key) {
        if (key instanceof LuaString string) {
            return get(string);
        }
        if (key instanceof LuaNumber number) {
            return get(number.value());
        }
        return valueOf(hash.find(key));
    }

    /** Returns the value of a key; nil when it has none. */
    public LuaValue get(LuaString key) {
        return valueOf(hash.find(key));
    }

    /** Returns the value of a key; nil when it has none. */
    public LuaValue get(double key) {
        int index = (int) key;
        return index == key && index - 1 >= 0 && index - 1 < array.length ? array[index - 1] : valueOf(hash.find(key));
    }

    /** Returns the value of an index, which begins at 1; nil when it has none. */
    public LuaValue get(int index) {
        return index - 1 >= 0 && index - 1 < array.length ? array[index - 1] : valueOf(hash.find((double) index));
    }

    /** Returns the value of a text; nil when it has none. */
    public LuaValue get(String key) {
        return get(LuaString.of(key));
    }

    private LuaValue valueOf(int position) {
        return position < 0 ? LuaNil.NIL : hash.values[position];
    }

    /** Sets the value of a key, which is neither nil nor NaN; nil takes it away. */
    public void put(LuaValue key, LuaValue value) {
        if (key instanceof LuaNumber number) {
            put(number.value(), value);
        } else {
            putHashed(key, hash.find(key), value);
        }
    }

    /** Sets the value of a key, which is not NaN; nil takes it away. */
    public void put(double key, LuaValue value) {
        int index = (int) key;
        if (index == key && index - 1 >= 0 && index - 1 < array.length) {
            array[index - 1] = value;
        } else {
            int position = hash.find(key);
            putHashed(position < 0 ? LuaNumber.of(key) : hash.keys[position], position, value);
        }
    }

    /** Sets the value of an index, which begins at 1; nil takes it away. */
    public void put(int index, LuaValue value) {
        put((double) index, value);
    }

    /** Sets the value of a text. */
    public void put(String key, LuaValue value) {
        put(LuaString.of(key), value);
    }

    private void putHashed(LuaValue key, int position, LuaValue value) {
        absentEvents = 0;
        int target = position >= 0 ? position : hash.insert(key);
        if (target >= 0) {
            hash.values[target] = value;
        } else {
            grow(key);
            put(key, value);
        }
    }

    /** A border: an index with a value whose successor has none; 0 when index 1 has none. */
    public int length() {
        int size = array.length;
        if (size > 0 && array[size - 1].isNil()) {
            return borderInArray();
        }
        return hash.size() == 0 ? size : borderBeyond(size);
    }

    private int borderInArray() {
        int present = 0;
        int absent = array.length;
        while (absent - present > 1) {
            int middle = (present + absent) >>> 1;
            if (array[middle - 1].isNil()) {
                absent = middle;
            } else {
                present = middle;
            }
        }
        return present;
    }

    private int borderBeyond(int size) {
        int present = size;
        int absent = size + 1;
        while (!get(absent).isNil()) {
            present = absent;
            if (absent > Integer.MAX_VALUE / 2) {
                return borderStepByStep();
            }
            absent *= 2;
        }
        while (absent - present > 1) {
            int middle = (present + absent) >>> 1;
            if (get(middle).isNil()) {
                absent = middle;
            } else {
                present = middle;
            }
        }
        return present;
    }

    /** Somebody built a table to make the doubling search go astray. */
    private int borderStepByStep() {
        int index = 1;
        while (!get(index).isNil()) {
            index++;
        }
        return index - 1;
    }

    /**
     * Goes through the entries: returns the position of the first one behind a position, 0 when there is none. Start with 0.
     * Values may be changed or taken away on the way.
     */
    public int nextPosition(int position) {
        int i = position;
        for (; i < array.length; i++) {
            if (!array[i].isNil()) {
                return i + 1;
            }
        }
        for (; i - array.length < hash.size(); i++) {
            if (!hash.values[i - array.length].isNil()) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The key at a position that {@link #nextPosition} gave. */
    public LuaValue keyAt(int position) {
        return position <= array.length ? LuaNumber.of(position) : hash.keys[position - 1 - array.length];
    }

    /** The value at a position that {@link #nextPosition} gave. */
    public LuaValue valueAt(int position) {
        return position <= array.length ? array[position - 1] : hash.values[position - 1 - array.length];
    }

    /** Returns the position of a key, 0 for nil, or a negative number when the table never had the key. */
    public int positionOf(LuaValue key) {
        if (key.isNil()) {
            return 0;
        }
        int index = arrayIndex(key);
        if (index > 0 && index <= array.length) {
            return index;
        }
        int position = hash.find(key);
        return position < 0 ? -1 : position + 1 + array.length;
    }

    /** How much memory the table takes, without what is in it. */
    long ownBytes() {
        return BYTES_PER_TABLE + (long) array.length * BYTES_PER_ELEMENT + (long) hash.size() * BYTES_PER_ENTRY;
    }

    /** Names keys, values and the metatable. */
    void forEachReference(Consumer<LuaValue> action) {
        for (LuaValue value : array) {
            action.accept(value);
        }
        for (int i = 0; i < hash.size(); i++) {
            action.accept(hash.keys[i]);
            action.accept(hash.values[i]);
        }
        if (metatable != null) {
            action.accept(metatable);
        }
    }

    /** Makes room for the indices up to a size. */
    void ensureArray(int size) {
        if (size > array.length) {
            resize(size, hash.size());
        }
    }

    /** Notes a key without giving it a value, as an assignment does before it finds that a metamethod is to have it. */
    void note(LuaValue key) {
        put(key, LuaNil.NIL);
    }

    /** Lays the table out anew with room for one more key: the array as large as can be while more than half of it is in use. */
    private void grow(LuaValue extra) {
        int[] counts = new int[MAX_ARRAY_BITS + 1];
        int integers = countArray(counts);
        int total = integers;
        for (int i = 0; i < hash.size(); i++) {
            if (!hash.values[i].isNil()) {
                integers += count(hash.keys[i], counts);
                total++;
            }
        }
        integers += count(extra, counts);
        total++;
        int size = 0;
        int inArray = 0;
        int sum = 0;
        for (int bit = 0, power = 1; power / 2 < integers; bit++, power *= 2) {
            sum += counts[bit];
            if (counts[bit] > 0 && sum > power / 2) {
                size = power;
                inArray = sum;
            }
            if (sum == integers) {
                break;
            }
        }
        resize(size, total - inArray);
    }

    private int countArray(int[] counts) {
        int total = 0;
        for (int i = 0; i < array.length; i++) {
            if (!array[i].isNil()) {
                counts[ceilLog2(i + 1)]++;
                total++;
            }
        }
        return total;
    }

    private static int count(LuaValue key, int[] counts) {
        int index = arrayIndex(key);
        if (index <= 0 || index > 1 << MAX_ARRAY_BITS) {
            return 0;
        }
        counts[ceilLog2(index)]++;
        return 1;
    }

    private static int arrayIndex(LuaValue key) {
        return key instanceof LuaNumber number && (int) number.value() == number.value() ? (int) number.value() : -1;
    }

    private void resize(int elements, int entries) {
        LuaValue[] oldArray = array;
        HashPart oldHash = hash;
        memory.charge((long) entries * BYTES_PER_ENTRY);
        hash = HashPart.ofSize(entries);
        resizeArray(elements);
        for (int i = elements; i < oldArray.length; i++) {
            if (!oldArray[i].isNil()) {
                put(i + 1, oldArray[i]);
            }
        }
        for (int i = oldHash.size() - 1; i >= 0; i--) {
            if (!oldHash.values[i].isNil()) {
                put(oldHash.keys[i], oldHash.values[i]);
            }
        }
    }

    private void resizeArray(int elements) {
        if (elements != array.length) {
            int old = array.length;
            memory.charge((long) elements * BYTES_PER_ELEMENT);
            array = Arrays.copyOf(array, elements);
            if (elements > old) {
                Arrays.fill(array, old, elements, LuaNil.NIL);
            }
        }
    }

    static int ceilLog2(int number) {
        return number <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(number - 1);
    }
}
