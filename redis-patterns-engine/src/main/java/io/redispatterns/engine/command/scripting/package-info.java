/** The family of EVAL. */
@NullMarked
package io.redispatterns.engine.command.scripting;

import org.jspecify.annotations.NullMarked;
