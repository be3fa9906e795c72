/** The commands on HyperLogLogs: estimates of how many different elements there are, kept in strings. */
@NullMarked
package io.redispatterns.engine.command.hyperloglog;

import org.jspecify.annotations.NullMarked;
