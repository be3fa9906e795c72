/** The libraries that Redis gives Lua besides its own: cjson, cmsgpack, struct, bit. */
@NullMarked
package io.redispatterns.engine.lua.extension;

import org.jspecify.annotations.NullMarked;
