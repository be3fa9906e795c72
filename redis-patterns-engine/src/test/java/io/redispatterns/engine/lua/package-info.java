/** Tests of the Lua interpreter, most of them against the Lua inside a real server. */
@NullMarked
package io.redispatterns.engine.lua;

import org.jspecify.annotations.NullMarked;
