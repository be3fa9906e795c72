package io.redispatterns.engine.lua.syntax;

/** Where a closure finds one of its upvalues when it is made. */
public sealed interface UpvalueSource {

    /** A variable of the function around it. */
    record OfLocal(Variable variable) implements UpvalueSource {}

    /** An upvalue of the function around it. */
    record OfUpvalue(int index) implements UpvalueSource {}
}
