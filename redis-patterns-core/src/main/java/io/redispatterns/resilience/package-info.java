/** Decorators of the gateway that keep a failing Redis from making its callers slow. */
@NullMarked
package io.redispatterns.resilience;

import org.jspecify.annotations.NullMarked;
