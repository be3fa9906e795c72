package io.redispatterns.engine.lua.syntax;

/** The way from the text of a Lua chunk to its tree. */
public final class Parser {

    private Parser() {}

    /**
     * Parses a chunk.
     *
     * @param chunkName as Lua has it: {@code @file}, {@code =name}, or the text itself; {@link ChunkName} says how messages show it
     * @throws SyntaxException if the text is not Lua
     */
    public static FunctionBody parse(byte[] text, String chunkName) {
        return parse(text, chunkName, 0);
    }

    /**
     * Parses a chunk on behalf of a script that runs.
     *
     * @param levels the nested calls of native functions that the script is within: they count against the 200 levels that the
     *     syntax of the chunk may have
     * @throws SyntaxException if the text is not Lua
     */
    public static FunctionBody parse(byte[] text, String chunkName, int levels) {
        return new StatementParser(new Tokens(new Lexer(text, chunkName)), levels).chunk();
    }
}
