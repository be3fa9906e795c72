/** From the text of a Lua 5.1 chunk to a tree in which every name is resolved. A string of Lua is a Java string with one char a byte. */
@NullMarked
package io.redispatterns.engine.lua.syntax;

import org.jspecify.annotations.NullMarked;
