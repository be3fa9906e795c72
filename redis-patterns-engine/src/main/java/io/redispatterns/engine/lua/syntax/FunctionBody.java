package io.redispatterns.engine.lua.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function as it is written.
 *
 * @param parameters the named parameters, {@code self} first in a method
 * @param isVararg whether more arguments may follow: {@code ...}
 * @param argTable the variable {@code arg}, which a vararg function that does not use {@code ...} gets filled with a table of the
 *     further arguments, as Lua 5.1 does for Lua 5.0's sake; else null
 * @param upvalues the outer variables that the function uses, by index
 * @param line the line on which it begins
 */
public record FunctionBody(
        List<Variable> parameters,
        boolean isVararg,
        @Nullable Variable argTable,
        List<UpvalueSource> upvalues,
        Block block,
        int line) {}
