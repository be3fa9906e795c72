/** The port: commands and replies as values, and the gateway that carries them to a Redis. */
@NullMarked
package io.redispatterns.redis;

import org.jspecify.annotations.NullMarked;
