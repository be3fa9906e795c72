/** What happens only if a transaction is committed. */
@NullMarked
package io.redispatterns.spring.transaction;

import org.jspecify.annotations.NullMarked;
