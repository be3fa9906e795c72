/** The family of MULTI. */
@NullMarked
package io.redispatterns.engine.command.transaction;

import org.jspecify.annotations.NullMarked;
