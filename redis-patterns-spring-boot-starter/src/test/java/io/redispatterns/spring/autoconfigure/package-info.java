/** The set-up, tested. */
@NullMarked
package io.redispatterns.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
