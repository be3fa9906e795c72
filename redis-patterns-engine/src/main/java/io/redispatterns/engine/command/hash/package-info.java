/** The commands on hashes: a key's fields and their values. */
@NullMarked
package io.redispatterns.engine.command.hash;

import org.jspecify.annotations.NullMarked;
