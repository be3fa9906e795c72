/** Scripts: what Redis adds to Lua, the cache of scripts, and the values between Lua and commands. */
@NullMarked
package io.redispatterns.engine.script;

import org.jspecify.annotations.NullMarked;
