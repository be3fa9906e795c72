package io.redispatterns.engine.lua.extension;

/** How many values a function of C can have on Lua's stack: that limits how deep and how many values it can read or write. */
final class StackLimit {

    /** PUC Lua's LUAI_MAXCSTACK. */
    private static final int MAX_SLOTS = 8000;

    private StackLimit() {}

    /** Whether there is room for so many more values above those that are there. */
    static boolean allows(int slots, int more) {
        return slots + more <= MAX_SLOTS;
    }
}
