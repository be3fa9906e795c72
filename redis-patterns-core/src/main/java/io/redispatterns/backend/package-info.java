/** What the adapters of the port have in common. */
@NullMarked
package io.redispatterns.backend;

import org.jspecify.annotations.NullMarked;
