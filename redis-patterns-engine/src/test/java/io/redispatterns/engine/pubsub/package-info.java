/** Tests of who hears what. */
@NullMarked
package io.redispatterns.engine.pubsub;

import org.jspecify.annotations.NullMarked;
