package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.ChunkName;
import io.redispatterns.engine.lua.syntax.FunctionBody;

/**
 * A function compiled: what closures of it share. Immutable once compiled, and good for any state and any thread.
 *
 * <p>A function is a list of {@link Instruction}s. An expression without a call is a tree of {@link Node}s inside one instruction; a
 * call is an instruction of its own, because a coroutine may be left there and come back.
 */
public final class Prototype {

    final String chunk;
    private final String shownChunk;
    private final int line;
    final int parameterCount;
    final boolean isVararg;
    final int argSlot;

    Instruction[] code = {};
    UpvalueAccess[] upvalues = {};
    int slotCount;
    int cellCount;

    Prototype(String chunk, FunctionBody body, int argSlot) {
        this.chunk = chunk;
        this.shownChunk = ChunkName.display(chunk);
        this.line = Math.max(1, body.line());
        this.parameterCount = body.parameters().size();
        this.isVararg = body.isVararg();
        this.argSlot = argSlot;
    }

    /** Where a closure takes an upvalue from: a cell of the frame that makes it, or an upvalue of that frame's function. */
    record UpvalueAccess(boolean fromFrame, int index) {}

    /** The line on which the function begins. */
    int line() {
        return line;
    }

    /** The chunk's name as messages show it. */
    String shownChunk() {
        return shownChunk;
    }

    /**
     * Compiles a chunk.
     *
     * @param text the chunk
     * @param chunkName Lua's name of the chunk: {@code @name} or {@code =name} shows as it is, anything else is the text itself
     * @throws LuaError with Lua's own message when it is not Lua
     */
    public static Prototype compile(byte[] text, String chunkName) {
        return Compiler.compile(text, chunkName, 0);
    }
}
