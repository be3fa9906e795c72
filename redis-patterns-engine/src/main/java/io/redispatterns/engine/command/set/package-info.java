/** The commands on sets: their members, members at random, and the algebra of several sets. */
@NullMarked
package io.redispatterns.engine.command.set;

import org.jspecify.annotations.NullMarked;
