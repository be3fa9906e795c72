/** The same commands on the engine and on a real redis-server, replies compared byte for byte. */
@NullMarked
package io.redispatterns.engine.conformance;

import org.jspecify.annotations.NullMarked;
