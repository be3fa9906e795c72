package io.redispatterns.writebehind;

/** Is told of the events of a write-behind, in the thread they happen in. What it throws is logged and else ignored. */
@FunctionalInterface
public interface WriteBehindEventListener {

    /** Handles an event; should be quick, since callers and writes wait for it. */
    void onEvent(WriteBehindEvent event);
}
