/** The commands on lists, those included that wait for an element. */
@NullMarked
package io.redispatterns.engine.command.list;

import org.jspecify.annotations.NullMarked;
