/** Tests of client side caching. */
@NullMarked
package io.redispatterns.engine.tracking;

import org.jspecify.annotations.NullMarked;
