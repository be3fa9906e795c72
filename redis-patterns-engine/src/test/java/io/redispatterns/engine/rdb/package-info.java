/** Tests of Redis's binary form of values. */
@NullMarked
package io.redispatterns.engine.rdb;

import org.jspecify.annotations.NullMarked;
