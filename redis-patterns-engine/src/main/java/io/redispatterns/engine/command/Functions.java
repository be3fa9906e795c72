package io.redispatterns.engine.command;

import io.redispatterns.engine.reply.Reply;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps libraries of functions and runs them: the port to the interpreter. Used under the engine's lock. */
public interface Functions {

    /**
     * A library.
     *
     * @param name its name
     * @param text what it was loaded from
     * @param functions what it has registered
     */
    record Library(String name, byte[] text, List<Function> functions) {}

    /**
     * A function of a library.
     *
     * @param name its name, by which it is found with letters of either case
     * @param description what it says of itself, or null
     * @param flags what it may do
     */
    record Function(String name, byte @Nullable [] description, Set<ScriptFlag> flags) {}

    /** What becomes of the libraries that are there when others are restored. */
    enum RestorePolicy {
        /** They are deleted. */
        FLUSH,
        /** They stay: a library of the same name is an error. */
        APPEND,
        /** They stay unless there is a new one of the same name. */
        REPLACE
    }

    /**
     * Loads a library.
     *
     * @param replace whether it takes the place of one of the same name
     * @return its name
     * @throws CommandException when it cannot be loaded; nothing has changed then
     */
    String load(byte[] text, boolean replace);

    /**
     * Loads libraries, all or none.
     *
     * @throws CommandException when one of them cannot be loaded; nothing has changed then
     */
    void restore(List<byte[]> texts, RestorePolicy policy);

    /** Deletes a library; returns whether there was one. */
    boolean delete(byte[] name);

    /** Deletes all libraries. */
    void deleteAll();

    /** The libraries in the order in which they were loaded. */
    Collection<Library> libraries();

    /** Whether there is a function. */
    boolean has(byte[] name);

    /**
     * Runs the function whose name is the call's first argument, with the arguments from the third on.
     *
     * @param keyCount how many of those arguments are keys
     * @param readOnly whether the function must not write
     * @throws CommandException when there is none, or it cannot be run
     */
    Reply run(Invocation in, int keyCount, boolean readOnly);
}
