/** Client side caching: who keeps copies of which keys, and how they learn that a copy is no longer true. */
@NullMarked
package io.redispatterns.engine.tracking;

import org.jspecify.annotations.NullMarked;
