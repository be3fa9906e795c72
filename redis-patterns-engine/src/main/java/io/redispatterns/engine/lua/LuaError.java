package io.redispatterns.engine.lua;

import io.redispatterns.engine.lua.syntax.ChunkName;
import org.jspecify.annotations.Nullable;

/** An error of Lua on its way to whoever catches it. Carries any value, mostly a message, and no stack trace of Java. */
public final class LuaError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient LuaValue value;
    private transient @Nullable Place place;
    private boolean inBuiltin;
    private int depth;

    /**
     * A line of a chunk.
     *
     * @param chunk the chunk's name as it was loaded under, such as {@code @user_script}
     */
    public record Place(String chunk, int line) {}

    /** Makes an error of any value. */
    public LuaError(LuaValue value) {
        super(null, null, false, false);
        this.value = value;
    }

    /** Makes an error of a message that has one char a byte. */
    public LuaError(String message) {
        this(LuaString.ofLatin1(message));
    }

    /** What {@code pcall} gives. */
    public LuaValue value() {
        return value;
    }

    /** Where the innermost function written in Lua was when the error was raised; null when none was under way. */
    public @Nullable Place place() {
        return place;
    }

    /** How deep Java was nested when the error was raised: there its handler runs. */
    int depth() {
        return depth;
    }

    /** Where the error was raised, as {@code chunk:line: }; empty if that was in a built-in function. */
    String position() {
        return place == null || inBuiltin ? "" : ChunkName.display(place.chunk()) + ":" + place.line() + ": ";
    }

    /** Notes what was under way, the first time as the error was raised. */
    void raisedAt(Coroutine coroutine, int nativeDepth) {
        if (depth == 0) {
            inBuiltin = coroutine.inBuiltin;
        }
        place = place == null ? coroutine.frame.place() : place;
        depth = Math.max(depth, nativeDepth);
    }

    @Override
    public String getMessage() {
        return String.valueOf(value);
    }
}
