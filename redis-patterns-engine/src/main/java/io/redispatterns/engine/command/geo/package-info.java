/** The commands on places: sorted sets whose scores are positions on the earth. */
@NullMarked
package io.redispatterns.engine.command.geo;

import org.jspecify.annotations.NullMarked;
