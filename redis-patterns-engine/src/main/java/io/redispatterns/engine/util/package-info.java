/** Building blocks that know nothing of Redis's commands: the clock, hashing, the hash table, globs, numbers. */
@NullMarked
package io.redispatterns.engine.util;

import org.jspecify.annotations.NullMarked;
