/** Tests of the commands on sorted sets. */
@NullMarked
package io.redispatterns.engine.command.zset;

import org.jspecify.annotations.NullMarked;
