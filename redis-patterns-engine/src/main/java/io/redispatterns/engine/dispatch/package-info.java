/** The one entrance: gates, serial execution, transactions, blocking and propagation. */
@NullMarked
package io.redispatterns.engine.dispatch;

import org.jspecify.annotations.NullMarked;
