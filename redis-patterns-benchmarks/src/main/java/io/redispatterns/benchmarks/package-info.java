/** JMH benchmarks of the patterns and the engine, each with its rivals in the same run. */
@NullMarked
package io.redispatterns.benchmarks;

import org.jspecify.annotations.NullMarked;
