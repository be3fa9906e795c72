/** Shared parts of the starter's tests. */
@NullMarked
package io.redispatterns.spring;

import org.jspecify.annotations.NullMarked;
