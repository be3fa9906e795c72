package io.redispatterns.engine.command;

/** Tells which words of a call are secret, such as passwords: nothing shows them. */
@FunctionalInterface
public interface Secrets {

    /** Whether the word at this index is secret. */
    boolean include(byte[][] argv, int index);
}
