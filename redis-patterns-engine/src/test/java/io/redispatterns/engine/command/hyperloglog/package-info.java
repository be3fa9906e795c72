/** Tests of the commands on HyperLogLogs. */
@NullMarked
package io.redispatterns.engine.command.hyperloglog;

import org.jspecify.annotations.NullMarked;
