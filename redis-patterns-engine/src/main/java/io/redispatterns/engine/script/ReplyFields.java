package io.redispatterns.engine.script;

import io.redispatterns.engine.lua.LuaString;

/** The fields of tables that stand for replies which Lua has no value for. */
final class ReplyFields {

    static final LuaString OK = LuaString.of("ok");
    static final LuaString ERR = LuaString.of("err");
    static final LuaString DOUBLE = LuaString.of("double");
    static final LuaString BIG_NUMBER = LuaString.of("big_number");
    static final LuaString VERBATIM = LuaString.of("verbatim_string");
    static final LuaString STRING = LuaString.of("string");
    static final LuaString FORMAT = LuaString.of("format");
    static final LuaString MAP = LuaString.of("map");
    static final LuaString SET = LuaString.of("set");
    /** Says of an error that it has been counted already. */
    static final LuaString COUNTED = LuaString.of("ignore_error_stats_update");

    private ReplyFields() {}
}
