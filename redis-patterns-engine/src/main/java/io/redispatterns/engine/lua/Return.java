package io.redispatterns.engine.lua;

/** The instructions that end a call. */
abstract class Return extends Instruction {

    /** Ends a call with these results. */
    static int give(Frame frame, Values results) {
        Frame caller = caller(frame);
        frame.lua.leave(caller);
        Instruction pending = caller.pending;
        if (caller.isBoundary() || pending == null) {
            caller.open = results;
            return LEAVE;
        }
        int pc = pending.receive(caller, results);
        if (pc >= 0) {
            caller.pc = pc;
            return SWITCH;
        }
        return pc;
    }

    static Frame caller(Frame frame) {
        Frame caller = frame.caller;
        if (caller == null) {
            throw new IllegalStateException("a frame at the bottom");
        }
        return caller;
    }

    /** {@code return} with nothing, or the end of the function. */
    static final class None extends Return {

        @Override
        int run(Frame frame) {
            return give(frame, Tuple.EMPTY);
        }
    }

    /** {@code return value}. */
    static final class One extends Return {

        private final Node value;

        One(Node value) {
            this.value = value;
        }

        @Override
        int run(Frame frame) {
            Frame caller = caller(frame);
            if (caller.pending instanceof Call.One call && !caller.isBoundary()) {
                value.into(frame, caller, call.slot);
                frame.lua.leave(caller);
                caller.pc = call.next;
                return SWITCH;
            }
            return give(frame, value.eval(frame));
        }
    }

    /** {@code return} with several values. */
    static final class Many extends Return {

        private final Node[] values;
        private final boolean hasOpenTail;

        Many(Node[] values, boolean hasOpenTail) {
            this.values = values;
            this.hasOpenTail = hasOpenTail;
        }

        @Override
        int run(Frame frame) {
            return give(
                    frame, Tuple.of(hasOpenTail ? Node.evalAllAndOpen(values, frame) : Node.evalAll(values, frame)));
        }
    }
}
