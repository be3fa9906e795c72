/** Tests of the one entrance: waiting, transactions, propagation. */
@NullMarked
package io.redispatterns.engine.dispatch;

import org.jspecify.annotations.NullMarked;
