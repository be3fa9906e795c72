package io.redispatterns.engine.lua;

import org.jspecify.annotations.Nullable;

/**
 * One call of a closure that is under way: its variables and where it is. A frame without a closure is a boundary: behind it stands
 * Java.
 *
 * <p>A slot has no value before the program gives it one; the compiler sees to that.
 *
 * <p>A number that arithmetic made is kept in a slot without an object of its own: {@code slots[i]} is {@link #UNBOXED} then and
 * {@code numbers[i]} has it.
 */
final class Frame {

    /** What a frame takes besides its slots, and what is charged for it. */
    static final int BYTES = 140;

    static final LuaNumber UNBOXED = new LuaNumber(0);
    private static final double[] NO_NUMBERS = {};
    private static final Cell[] NO_CELLS = {};
    private static final Instruction[] NO_CODE = {};

    final LuaState lua;
    final @Nullable LuaClosure closure;
    final @Nullable Frame caller;
    final Instruction[] code;
    final LuaValue[] slots;
    final double[] numbers;
    final Cell[] cells;
    LuaValue[] varargs = Tuple.NO_VALUES;

    /** Where to go on. */
    int pc;

    /** The call that is being made: gets the results. */
    @Nullable
    Instruction pending;

    /** What is being done: tells line and names in errors. */
    @Nullable
    Site site;

    /** The last call's results where their number is open. */
    Values open = Tuple.EMPTY;

    /** What {@link Node#number} met instead of a number. */
    @Nullable
    LuaValue other;

    /** How many tail calls have led here: each has lost a frame that error levels still count. */
    int tailCalls;

    /** Whether a built-in function called what comes above this boundary, and so counts as a level of its own. */
    final boolean isLevel;

    /**
     * Makes a boundary.
     *
     * @param caller null at the bottom of a coroutine
     */
    Frame(LuaState lua, @Nullable Frame caller, boolean isLevel) {
        this.lua = lua;
        this.closure = null;
        this.caller = caller;
        this.isLevel = isLevel;
        this.code = NO_CODE;
        this.slots = Tuple.NO_VALUES;
        this.numbers = NO_NUMBERS;
        this.cells = NO_CELLS;
    }

    Frame(LuaState lua, LuaClosure closure, @Nullable Frame caller) {
        Prototype prototype = closure.prototype;
        this.lua = lua;
        this.closure = closure;
        this.caller = caller;
        this.isLevel = true;
        this.code = prototype.code;
        this.slots = new LuaValue[prototype.slotCount];
        this.numbers = new double[prototype.slotCount];
        this.cells = prototype.cellCount == 0 ? NO_CELLS : new Cell[prototype.cellCount];
    }

    boolean isBoundary() {
        return closure == null;
    }

    @SuppressWarnings("NullAway") // only a boundary has none, and no code runs there
    LuaClosure closure() {
        return closure;
    }

    LuaValue get(int slot) {
        LuaValue value = slots[slot];
        if (value == UNBOXED) {
            value = LuaNumber.of(numbers[slot]);
            slots[slot] = value;
        }
        return value;
    }

    /** Sets consecutive slots to nil. */
    void clear(int from, int to) {
        for (int i = from; i < to; i++) {
            slots[i] = LuaNil.NIL;
        }
    }

    void set(int slot, double number) {
        if (slots[slot] != UNBOXED) { // a store of a reference costs more than this look
            slots[slot] = UNBOXED;
        }
        numbers[slot] = number;
    }

    /** Returns a value as {@link Node#number} does. */
    double number(LuaValue value) {
        if (value instanceof LuaNumber number) {
            return number.value();
        }
        other = value;
        return Double.NaN;
    }

    /** Returns the number, or what stood in {@link #other} when the number is only its sign. */
    LuaValue boxed(double number) {
        if (Double.isNaN(number) && other != null) {
            return takeOther();
        }
        return LuaNumber.of(number);
    }

    /** Stores what {@link Node#number} gave. */
    void store(int slot, double number) {
        if (Double.isNaN(number) && other != null) {
            slots[slot] = takeOther();
        } else {
            set(slot, number);
        }
    }

    LuaValue takeOther() {
        LuaValue value = other;
        other = null;
        return value == null ? LuaNil.NIL : value;
    }

    /** The place, as {@code chunk:line: }; empty behind a boundary. */
    String position() {
        return closure == null ? "" : closure.prototype.shownChunk() + ":" + line() + ": ";
    }

    /** The place; null behind a boundary. */
    LuaError.@Nullable Place place() {
        return closure == null ? null : new LuaError.Place(closure.prototype.chunk, line());
    }

    /** How the function that is called here is known; null when it has no name. */
    @Nullable
    Name callee() {
        return isBoundary() || site == null ? null : site.callee();
    }

    /** The line of what is being done, as far as something that may fail has been begun; else the function's first. */
    int line() {
        return site == null ? closure().prototype.line() : site.line();
    }
}
