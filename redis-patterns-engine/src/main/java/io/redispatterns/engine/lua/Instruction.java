package io.redispatterns.engine.lua;

/** One step of a function. */
abstract class Instruction implements Site {

    /** Says that another frame is the innermost one now. */
    static final int SWITCH = -1;

    /** Says that control goes back to Java. */
    static final int LEAVE = -2;

    /** The index of the instruction behind this one. */
    int next;

    /** Runs the instruction; returns the index of the one to go on with, {@link #SWITCH} or {@link #LEAVE}. */
    abstract int run(Frame frame);

    /** Takes the results of the call that this instruction began; returns as {@link #run} does. */
    int receive(Frame frame, Values results) {
        throw new IllegalStateException("not a call");
    }

    @Override
    public int line() {
        return 0;
    }
}
