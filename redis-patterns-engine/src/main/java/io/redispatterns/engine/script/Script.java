package io.redispatterns.engine.script;

import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.Prototype;
import io.redispatterns.engine.lua.Values;
import io.redispatterns.engine.util.Bytes;
import java.util.Arrays;

/**
 * A script compiled, good for any engine and any thread.
 *
 * @param digest the SHA-1 digest of the text: 40 hexadecimal digits in lower case
 * @param header what the text's first line says
 * @param chunk the compiled text
 */
record Script(byte[] digest, ScriptHeader header, Prototype chunk) implements LuaRuntime.Body {

    /** The name that scripts go by in messages. */
    static final String CHUNK_NAME = "@user_script";

    private static final LuaString KEYS = LuaString.of("KEYS");
    private static final LuaString ARGV = LuaString.of("ARGV");

    /**
     * Compiles a text.
     *
     * @throws CommandException when its first line or the rest of it is wrong
     */
    static Script compile(byte[] text) {
        ScriptHeader header = ScriptHeader.of(text);
        byte[] body = header.length() == 0 ? text : Arrays.copyOfRange(text, header.length(), text.length);
        try {
            return new Script(Sha1.hex(text), header, Prototype.compile(body, CHUNK_NAME));
        } catch (LuaError e) {
            throw Errors.of("ERR Error compiling script (new function): " + message(e));
        }
    }

    /** What a chunk that does not compile says. */
    static String message(LuaError error) {
        return error.value() instanceof LuaString message ? Texts.of(message) : String.valueOf(error.getMessage());
    }

    /** What messages call the script. */
    String name() {
        return Bytes.text(digest);
    }

    @Override
    public Values run(LuaState lua, LuaTable keys, LuaTable argv) {
        lua.globals().put(KEYS, keys);
        lua.globals().put(ARGV, argv);
        return lua.call(lua.closure(chunk));
    }
}
