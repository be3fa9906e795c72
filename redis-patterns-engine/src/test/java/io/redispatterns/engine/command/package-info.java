/** Tests of what a row of the command table is made of. */
@NullMarked
package io.redispatterns.engine.command;

import org.jspecify.annotations.NullMarked;
