/** Tests of the Lua interpreter. */
@NullMarked
package io.redispatterns.engine.lua;

import org.jspecify.annotations.NullMarked;
