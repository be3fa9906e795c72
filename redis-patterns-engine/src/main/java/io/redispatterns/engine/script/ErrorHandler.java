package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.Arguments;
import io.redispatterns.engine.lua.Builtin;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.lua.Tuple;
import io.redispatterns.engine.lua.Values;
import io.redispatterns.engine.util.Bytes;

/**
 * The global {@code __redis__err__handler}, which makes an error a table with a place. It is there because scripts see it on Redis, too;
 * what becomes of an error that a script does not catch is {@link ScriptFailure}'s business.
 */
final class ErrorHandler {

    private static final byte[] TEXT = Bytes.of("""
            local place = ...
            return function(err)
              local source, line = place()
              if type(err) ~= 'table' then
                err = {err='ERR ' .. tostring(err)}
              end
              err['source'] = source
              err['line'] = line
              return err
            end
            """);

    /** From the function that asks, the handler, to the one that called it. */
    private static final int LEVEL_OF_CALLER = 2;

    private ErrorHandler() {}

    /** Gives a state the global. */
    static void open(LuaState lua) {
        Values handler = lua.call(lua.load(TEXT, "@err_handler_def"), new Builtin(ErrorHandler::place));
        lua.globals().put("__redis__err__handler", handler.first());
    }

    /** A caller whose frame a tail call took has no place. */
    private static Values place(Arguments in) {
        String where = in.lua().where(LEVEL_OF_CALLER);
        if (where.isEmpty()) {
            return Tuple.of(LuaString.of("=(tail call)"), LuaNumber.of(-1));
        }
        String[] parts = where.split(":", -1);
        LuaValue line = LuaNumber.of(Integer.parseInt(parts[parts.length - 2]));
        return Tuple.of(LuaString.of("@" + parts[0]), line);
    }
}
