/** What the caches count, as meters. */
@NullMarked
package io.redispatterns.spring.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
