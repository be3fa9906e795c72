/** Tests of the commands on lists. */
@NullMarked
package io.redispatterns.engine.command.list;

import org.jspecify.annotations.NullMarked;
