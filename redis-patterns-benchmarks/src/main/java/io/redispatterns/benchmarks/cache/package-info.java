/** What a cached call costs, with other caches in the same run: hits, bulk reads, stampedes, and accesses that were recorded. */
@NullMarked
package io.redispatterns.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
