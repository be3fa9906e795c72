package io.redispatterns.engine.script;

import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.lua.LuaError;
import io.redispatterns.engine.lua.LuaNil;
import io.redispatterns.engine.lua.LuaNumber;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaStopped;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.lua.LuaValue;
import io.redispatterns.engine.reply.Reply;

/** What the caller of a script gets that has failed, or that returns an error. */
final class ScriptFailure {

    private static final LuaString TO_STRING = LuaString.of("tostring");

    private final LuaState lua;
    private final String name;
    private final Invocation in;

    /**
     * Makes it for one run.
     *
     * @param name what messages call the script
     */
    ScriptFailure(LuaState lua, String name, Invocation in) {
        this.lua = lua;
        this.name = name;
        this.in = in;
    }

    /** Returns the reply for an error that the script has not caught. */
    Reply of(LuaError error) {
        String message = message(error);
        LuaError.Place place = error.place();
        return place == null ? new Reply.ErrorReply(message) : at(message, place.chunk() + ":" + place.line());
    }

    private String message(LuaError error) {
        return error.value() instanceof LuaTable table ? message(table) : message(lua, error);
    }

    /** Returns the message of an error. */
    static String message(LuaState lua, LuaError error) {
        return error.value() instanceof LuaTable table ? message(lua, table) : "ERR " + text(lua, error.value());
    }

    /** Returns the reply for a script that was stopped. */
    Reply of(LuaStopped stop) {
        String message = "ERR " + stop.getMessage();
        int end = stop.where().lastIndexOf(':');
        return end < 0
                ? new Reply.ErrorReply(message)
                : at(message, "@" + stop.where().substring(0, end));
    }

    private Reply at(String message, String place) {
        return new Reply.ErrorReply(message + " script: " + name + ", on " + place + ".");
    }

    /** Returns the message of an error that is a table. */
    String message(LuaTable error) {
        if (error.get(ReplyFields.COUNTED).isTruthy()) {
            in.errorIsCounted();
        }
        return message(lua, error);
    }

    private static String message(LuaState lua, LuaTable error) {
        LuaValue message = field(lua, error);
        return message instanceof LuaString || message instanceof LuaNumber ? text(lua, message) : "ERR unknown error";
    }

    /** An error in a metamethod of an error says nothing. */
    private static LuaValue field(LuaState lua, LuaTable error) {
        try {
            return lua.index(error, ReplyFields.ERR);
        } catch (LuaError | LuaStopped e) {
            return LuaNil.NIL;
        }
    }

    private static String text(LuaState lua, LuaValue value) {
        LuaValue text = value instanceof LuaString
                ? value
                : lua.call(lua.globals().get(TO_STRING), value).first();
        return text instanceof LuaString string ? Texts.of(string) : "";
    }
}
