/** Tests of the keyspace, and the check of its invariants. */
@NullMarked
package io.redispatterns.engine.keyspace;

import org.jspecify.annotations.NullMarked;
