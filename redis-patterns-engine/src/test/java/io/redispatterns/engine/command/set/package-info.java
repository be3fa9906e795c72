/** Tests of the commands on sets. */
@NullMarked
package io.redispatterns.engine.command.set;

import org.jspecify.annotations.NullMarked;
