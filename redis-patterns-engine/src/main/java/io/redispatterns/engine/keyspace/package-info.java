/** Databases of keys, their expiry, and what is told of their changes. */
@NullMarked
package io.redispatterns.engine.keyspace;

import org.jspecify.annotations.NullMarked;
