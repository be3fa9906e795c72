/** Lua scripts judged by a real redis-server: a corpus of fixed cases, and programs made at random. */
@NullMarked
package io.redispatterns.engine.script;

import org.jspecify.annotations.NullMarked;
