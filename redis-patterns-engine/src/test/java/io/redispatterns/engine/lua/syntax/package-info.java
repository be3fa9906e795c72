/** Tests of the parser, most of them against the compiler of a real redis-server. */
@NullMarked
package io.redispatterns.engine.lua.syntax;

import org.jspecify.annotations.NullMarked;
