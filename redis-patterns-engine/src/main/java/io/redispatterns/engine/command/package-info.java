/** What a command is: its row in the table, its syntax, and what its handler sees. */
@NullMarked
package io.redispatterns.engine.command;

import org.jspecify.annotations.NullMarked;
