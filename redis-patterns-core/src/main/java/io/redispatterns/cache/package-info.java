/** The cache-aside pattern: get or load once, keep for a while, and carry on when Redis does not. */
@NullMarked
package io.redispatterns.cache;

import org.jspecify.annotations.NullMarked;
