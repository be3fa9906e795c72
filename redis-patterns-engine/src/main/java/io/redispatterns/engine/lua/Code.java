package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The instructions of a function while they are being made, and the slots of its variables and intermediate results. */
final class Code {

    private final String chunk;
    private final List<Instruction> instructions = new ArrayList<>();
    private final IdentityHashMap<Variable, Integer> slots = new IdentityHashMap<>();
    private final IdentityHashMap<Variable, Integer> cells = new IdentityHashMap<>();
    private final Map<Double, LuaNumber> numbers = new HashMap<>();
    private int used;
    private int slotCount;

    Code(String chunk) {
        this.chunk = chunk;
    }

    String chunk() {
        return chunk;
    }

    <I extends Instruction> I emit(I instruction) {
        instructions.add(instruction);
        instruction.next = instructions.size();
        return instruction;
    }

    /** The index of the instruction to come. */
    int here() {
        return instructions.size();
    }

    void landHere(List<? extends Jumps.Targeted> jumps) {
        jumps.forEach(jump -> jump.target = here());
    }

    /** How many slots are in use. */
    int mark() {
        return used;
    }

    /** Gives the slots from a mark on free again. */
    void release(int mark) {
        used = mark;
    }

    /** Takes slots; returns the first. */
    int reserve(int count) {
        int first = used;
        used += count;
        slotCount = Math.max(slotCount, used);
        return first;
    }

    int declare(Variable variable) {
        int slot = reserve(1);
        declareAt(variable, slot);
        return slot;
    }

    void declareAt(Variable variable, int slot) {
        slots.put(variable, slot);
    }

    int slotOf(Variable variable) {
        Integer slot = slots.get(variable);
        if (slot == null) {
            throw new IllegalStateException("variable '" + variable + "' is not in scope");
        }
        return slot;
    }

    int newCell(Variable variable) {
        return cells.computeIfAbsent(variable, any -> cells.size());
    }

    int cellOf(Variable variable) {
        Integer cell = cells.get(variable);
        if (cell == null) {
            throw new IllegalStateException("variable '" + variable + "' is not shared");
        }
        return cell;
    }

    /** Returns a number as a constant. As in PUC Lua, 0 and -0 are one constant: the one that comes first in the function. */
    LuaNumber number(double value) {
        return numbers.computeIfAbsent(value == 0 ? 0 : value, any -> LuaNumber.of(value));
    }

    void finish(Prototype prototype) {
        prototype.code = instructions.toArray(Instruction[]::new);
        prototype.slotCount = slotCount;
        prototype.cellCount = cells.size();
    }
}
