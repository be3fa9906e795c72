package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.LuaBoolean;
import io.redispatterns.engine.lua.LuaState;
import io.redispatterns.engine.lua.LuaString;
import io.redispatterns.engine.lua.LuaTable;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.util.Bytes;

/** Makes the tables that errors are in scripts. */
final class ErrorTables {

    private ErrorTables() {}

    /** Returns an error with the general code in front of its message. */
    static LuaTable of(LuaState lua, String message) {
        return table(lua, "ERR " + message);
    }

    /** Returns the error that a command gave, which has been counted. */
    static LuaTable ofReply(LuaState lua, Reply.ErrorReply reply) {
        LuaTable table = table(lua, reply.text());
        table.put(ReplyFields.COUNTED, LuaBoolean.TRUE);
        return table;
    }

    private static LuaTable table(LuaState lua, String text) {
        LuaTable table = lua.newTable();
        table.put(ReplyFields.ERR, lua.newString(Bytes.ofLossless(text)));
        return table;
    }

    /** Returns the error of a text that a script gives: its first word is the code if others follow. */
    static LuaTable ofText(LuaState lua, LuaString text) {
        String whole = Texts.of(text);
        String line = whole.startsWith("-") ? whole.substring(1) : whole;
        int blank = line.indexOf(' ');
        String code = blank < 0 ? "ERR" : line.substring(0, blank);
        return table(lua, code + " " + Texts.withoutLineEnds(line.substring(blank + 1)));
    }
}
