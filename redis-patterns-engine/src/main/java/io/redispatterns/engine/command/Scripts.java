package io.redispatterns.engine.command;

import io.redispatterns.engine.reply.Reply;

/** Runs scripts and keeps them by the SHA-1 digest of their text: the port to the interpreter. Used under the engine's lock. */
public interface Scripts {

    /** Does for a text what can be done before it is run or loaded. The only method that may be called without the lock. */
    void prepare(byte[] text);

    /**
     * Runs the script whose text is the call's first argument, with the arguments from the third on.
     *
     * @param keyCount how many of those arguments are keys
     * @param readOnly whether the script must not write
     * @throws CommandException when it cannot be run
     */
    Reply runText(Invocation in, int keyCount, boolean readOnly);

    /**
     * Runs the script whose digest is the call's first argument, as {@link #runText} does.
     *
     * @throws CommandException when there is none, or it cannot be run
     */
    Reply runKnown(Invocation in, int keyCount, boolean readOnly);

    /**
     * Keeps a script until {@link #forgetAll}.
     *
     * @return its digest: 40 hexadecimal digits in lower case
     * @throws CommandException when it cannot be compiled
     */
    byte[] load(byte[] text);

    /** Whether a script is kept, by its digest with letters of either case. */
    boolean has(byte[] digest);

    /** Forgets all scripts, and what they left behind. */
    void forgetAll();

    /** How many scripts are kept. */
    int count();

    /** How many scripts were dropped to make room for others. */
    long evicted();
}
