/** Channels, patterns and shard channels, and who listens to them. */
@NullMarked
package io.redispatterns.engine.pubsub;

import org.jspecify.annotations.NullMarked;
