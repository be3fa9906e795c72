/** Replies as values: what a command answers, before any protocol writes it down. */
@NullMarked
package io.redispatterns.engine.reply;

import org.jspecify.annotations.NullMarked;
