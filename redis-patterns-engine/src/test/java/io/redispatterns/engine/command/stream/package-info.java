/** Tests of the commands on streams. */
@NullMarked
package io.redispatterns.engine.command.stream;

import org.jspecify.annotations.NullMarked;
