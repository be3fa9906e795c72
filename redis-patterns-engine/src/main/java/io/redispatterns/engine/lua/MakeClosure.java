package io.redispatterns.engine.lua;

/** {@code function … end}. */
final class MakeClosure extends Node {

    private static final int BYTES_PER_CLOSURE = 40;

    private final Prototype prototype;

    MakeClosure(Prototype prototype) {
        this.prototype = prototype;
    }

    @Override
    LuaValue eval(Frame frame) {
        Prototype.UpvalueAccess[] sources = prototype.upvalues;
        frame.lua.memory().charge(BYTES_PER_CLOSURE + 8L * sources.length);
        Cell[] upvalues = sources.length == 0 ? LuaClosure.NO_UPVALUES : new Cell[sources.length];
        for (int i = 0; i < sources.length; i++) {
            int index = sources[i].index();
            upvalues[i] = sources[i].fromFrame() ? frame.cells[index] : frame.closure().upvalues[index];
        }
        return new LuaClosure(prototype, upvalues);
    }
}
