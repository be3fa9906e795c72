/** Tests of the families in this package. */
@NullMarked
package io.redispatterns.engine.command.pubsub;

import org.jspecify.annotations.NullMarked;
