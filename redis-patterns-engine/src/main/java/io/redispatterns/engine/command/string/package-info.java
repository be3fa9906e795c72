/** The commands on strings: whole values, parts of them, the numbers they spell, and what two of them have in common. */
@NullMarked
package io.redispatterns.engine.command.string;

import org.jspecify.annotations.NullMarked;
