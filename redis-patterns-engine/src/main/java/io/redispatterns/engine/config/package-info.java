/** Directives of redis.conf: one row each. */
@NullMarked
package io.redispatterns.engine.config;

import org.jspecify.annotations.NullMarked;
