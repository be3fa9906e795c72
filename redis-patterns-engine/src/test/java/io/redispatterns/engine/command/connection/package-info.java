/** Tests of the families in this package. */
@NullMarked
package io.redispatterns.engine.command.connection;

import org.jspecify.annotations.NullMarked;
