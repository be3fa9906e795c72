/** Redis's own binary form of values, as DUMP gives it, RESTORE takes it and RDB files hold it. */
@NullMarked
package io.redispatterns.engine.rdb;

import org.jspecify.annotations.NullMarked;
