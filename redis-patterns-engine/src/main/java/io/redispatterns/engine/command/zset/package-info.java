/** The commands on sorted sets: members in the order of their scores. */
@NullMarked
package io.redispatterns.engine.command.zset;

import org.jspecify.annotations.NullMarked;
