package io.redispatterns.engine.lua.syntax;

/** A local variable or parameter. Two variables of the same name are two objects. */
public final class Variable {

    private final String name;
    private boolean captured;

    Variable(String name) {
        this.name = name;
    }

    /** The name; {@code (for index)} and the like where the language itself declares the variable. */
    public String name() {
        return name;
    }

    /** Whether a function inside the declaring one uses the variable: then it must outlive its scope. Known once parsing is done. */
    public boolean isCaptured() {
        return captured;
    }

    void capture() {
        captured = true;
    }

    @Override
    public String toString() {
        return name;
    }
}
