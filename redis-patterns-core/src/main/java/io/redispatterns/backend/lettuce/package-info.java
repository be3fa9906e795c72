/** The port on a Redis server, by Lettuce. */
@NullMarked
package io.redispatterns.backend.lettuce;

import org.jspecify.annotations.NullMarked;
