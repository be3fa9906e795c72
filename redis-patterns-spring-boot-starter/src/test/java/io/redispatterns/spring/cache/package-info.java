/** The caches and Spring's cache abstraction, tested. */
@NullMarked
package io.redispatterns.spring.cache;

import org.jspecify.annotations.NullMarked;
