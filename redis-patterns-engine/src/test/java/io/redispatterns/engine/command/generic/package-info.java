/** Tests of the commands on keys of any type. */
@NullMarked
package io.redispatterns.engine.command.generic;

import org.jspecify.annotations.NullMarked;
