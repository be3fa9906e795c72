/** The families of SUBSCRIBE and PUBLISH. */
@NullMarked
package io.redispatterns.engine.command.pubsub;

import org.jspecify.annotations.NullMarked;
