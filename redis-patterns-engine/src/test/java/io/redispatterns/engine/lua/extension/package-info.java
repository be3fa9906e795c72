/** Tests of the libraries that Redis gives Lua, most of them against a real server. */
@NullMarked
package io.redispatterns.engine.lua.extension;

import org.jspecify.annotations.NullMarked;
