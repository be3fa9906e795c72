package io.redispatterns.engine.lua;

/** What a metatable may have a metamethod for. A table remembers by {@link #bit} which ones it does not have. */
record Event(LuaString key, int bit) {

    static final Event INDEX = new Event("__index", 0);
    static final Event NEWINDEX = new Event("__newindex", 1);
    static final Event EQ = new Event("__eq", 2);
    static final Event ADD = new Event("__add", 3);
    static final Event SUB = new Event("__sub", 4);
    static final Event MUL = new Event("__mul", 5);
    static final Event DIV = new Event("__div", 6);
    static final Event MOD = new Event("__mod", 7);
    static final Event POW = new Event("__pow", 8);
    static final Event UNM = new Event("__unm", 9);
    static final Event LT = new Event("__lt", 10);
    static final Event LE = new Event("__le", 11);
    static final Event CONCAT = new Event("__concat", 12);
    static final Event CALL = new Event("__call", 13);
    static final Event TOSTRING = new Event("__tostring", 14);
    static final Event METATABLE = new Event("__metatable", 15);

    private Event(String key, int position) {
        this(LuaString.of(key), 1 << position);
    }

    /** Returns a metatable's metamethod for the event; nil when it has none. */
    LuaValue of(LuaTable metatable) {
        if ((metatable.absentEvents & bit) != 0) {
            return LuaNil.NIL;
        }
        LuaValue handler = metatable.get(key);
        if (handler.isNil()) {
            metatable.absentEvents |= bit;
        }
        return handler;
    }
}
