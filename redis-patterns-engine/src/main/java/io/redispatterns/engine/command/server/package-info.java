/** The families of COMMAND, CONFIG and INFO: what an engine tells of itself. */
@NullMarked
package io.redispatterns.engine.command.server;

import org.jspecify.annotations.NullMarked;
