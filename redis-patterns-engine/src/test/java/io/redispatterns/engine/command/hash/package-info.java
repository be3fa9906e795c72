/** Tests of the commands on hashes. */
@NullMarked
package io.redispatterns.engine.command.hash;

import org.jspecify.annotations.NullMarked;
