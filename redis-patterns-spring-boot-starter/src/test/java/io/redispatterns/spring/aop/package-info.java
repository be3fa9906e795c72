/** The annotations, tested. */
@NullMarked
package io.redispatterns.spring.aop;

import org.jspecify.annotations.NullMarked;
