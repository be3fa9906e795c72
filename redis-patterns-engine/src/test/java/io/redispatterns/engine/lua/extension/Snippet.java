package io.redispatterns.engine.lua.extension;

import io.redispatterns.engine.lua.Guard;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.StandardLibraries;
import io.redispatterns.engine.testing.RespClient;
import io.redispatterns.engine.testing.RespMessage;
import io.redispatterns.engine.util.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a Lua function that runs here and on a real server. What it returns or raises is written as one text that shows every
 * bit of it, tables in the order of {@code pairs}, unless that depends on where other tables are in memory.
 */
final class Snippet {

    private static final long MEMORY_LIMIT = 1L << 28;

    private static final String SHOW = "local show show = function(v) "
            + "if type(v) == 'string' then return '\"' .. v .. '\"' end "
            + "if type(v) == 'number' then return tostring(v) .. '/' .. struct.pack('>d', v) end "
            + "if type(v) == 'function' then return 'function' end "
            + "if type(v) ~= 'table' then return tostring(v) end "
            + "local s = '{' for k, x in pairs(v) do if type(k) == 'table' then return '{keys without order}' end s = s .. show(k) .. '=' .. show(x) .. ';' end return s .. '}' end "
            + "local all all = function(ok, ...) local s = ok and 'ok' or 'error' "
            + "for i = 1, select('#', ...) do s = s .. ' ' .. show((select(i, ...))) end return s end "
            + "local out = {} for i = 1, #ARGV do out[i] = all(pcall(function(...) ";

    private static final String END = " end, ARGV[i])) end return out";

    private final byte[] script;

    /** Takes statements of one line, to which {@code ...} is an argument. */
    Snippet(String body) {
        script = (SHOW + body + END).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Runs it here once for each argument; returns the texts, one char a byte. */
    List<String> here(List<byte[]> arguments) {
        LuaState lua = state(() -> {});
        LuaTable argv = lua.newTable();
        for (int i = 0; i < arguments.size(); i++) {
            argv.put(i + 1, LuaString.of(arguments.get(i)));
        }
        lua.globals().put("ARGV", argv);
        LuaTable out = (LuaTable) lua.call(lua.load(script, "@user_script")).first();
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= arguments.size(); i++) {
            texts.add(((LuaString) out.get(i)).toLatin1());
        }
        return texts;
    }

    /** Returns a state with all libraries. */
    static LuaState state(Guard guard) {
        LuaState lua = new LuaState(MEMORY_LIMIT, guard);
        StandardLibraries.open(lua);
        ExtensionLibraries.open(lua);
        return lua;
    }

    /** Runs it on a server once for each argument; returns the texts, one char a byte. */
    List<String> there(RespClient redis, List<byte[]> arguments) {
        List<byte[]> words = new ArrayList<>(List.of(Bytes.of("EVAL"), script, Bytes.of("0")));
        words.addAll(arguments);
        RespMessage reply = redis.call(words.toArray(byte[][]::new));
        if (reply.isError()) {
            throw new IllegalStateException(reply.toString());
        }
        return reply.items().stream()
                .map(item -> new String(item.body(), StandardCharsets.ISO_8859_1))
                .toList();
    }
}
