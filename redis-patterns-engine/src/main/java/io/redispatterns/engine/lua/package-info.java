/** A Lua 5.1 interpreter that knows nothing of Redis: values, tables, closures, coroutines, and the bounds that no script escapes. */
@NullMarked
package io.redispatterns.engine.lua;

import org.jspecify.annotations.NullMarked;
