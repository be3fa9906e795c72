/** Tests of the commands on places. */
@NullMarked
package io.redispatterns.engine.command.geo;

import org.jspecify.annotations.NullMarked;
