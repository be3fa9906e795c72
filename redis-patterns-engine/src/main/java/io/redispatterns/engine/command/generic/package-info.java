/** The families that work on keys whatever they hold: existence, expiry, names, walks, whole databases. */
@NullMarked
package io.redispatterns.engine.command.generic;

import org.jspecify.annotations.NullMarked;
