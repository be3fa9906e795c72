/** The commands on strings as rows of bits and of small integers. */
@NullMarked
package io.redispatterns.engine.command.bitmap;

import org.jspecify.annotations.NullMarked;
