/** Tests of the families in this package. */
@NullMarked
package io.redispatterns.engine.command.server;

import org.jspecify.annotations.NullMarked;
