/** The city guide: a sample application that uses the public API of redis-patterns and nothing else of it. */
@NullMarked
package io.redispatterns.sample;

import org.jspecify.annotations.NullMarked;
