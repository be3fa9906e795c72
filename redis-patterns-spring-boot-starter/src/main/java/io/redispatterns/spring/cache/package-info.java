/** The application's caches: by name for the annotations, and as Spring's cache abstraction sees them. */
@NullMarked
package io.redispatterns.spring.cache;

import org.jspecify.annotations.NullMarked;
