/** The commands on streams and on the groups of consumers that share the reading of one. */
@NullMarked
package io.redispatterns.engine.command.stream;

import org.jspecify.annotations.NullMarked;
