package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaStopped;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;

/** What the caller of a script gets that has failed. */
final class ScriptFailure {

    private static final LuaString TO_STRING = LuaString.of("tostring");

    private ScriptFailure() {}

    /** Returns the reply for an error that the script has not caught. */
    static Reply of(LuaState lua, LuaError error, Script script) {
        LuaValue value = error.value();
        String message = value instanceof LuaTable table ? message(table) : "ERR " + text(lua, value);
        LuaError.Place place = error.place();
        return place == null ? new Reply.ErrorReply(message) : at(message, script, place.chunk() + ":" + place.line());
    }

    /** Returns the reply for a script that was stopped. */
    static Reply of(LuaStopped stop, Script script) {
        String where = stop.where();
        return at("ERR " + stop.getMessage(), script, "@" + where.substring(0, where.lastIndexOf(':')));
    }

    private static Reply at(String message, Script script, String place) {
        return new Reply.ErrorReply(message + " script: " + Bytes.text(script.digest()) + ", on " + place + ".");
    }

    /** Returns the message of an error that is a table. */
    static String message(LuaTable error) {
        LuaValue message = error.get(ReplyFields.ERR);
        if (message instanceof LuaString string) {
            return Texts.untilNul(string);
        }
        return message instanceof LuaNumber number ? ArgumentNumber.text(number.value()) : "ERR unknown error";
    }

    private static String text(LuaState lua, LuaValue value) {
        LuaValue text = value instanceof LuaString
                ? value
                : lua.call(lua.globals().get(TO_STRING), value).first();
        return text instanceof LuaString string ? Texts.untilNul(string) : "";
    }
}
