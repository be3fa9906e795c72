/** Tests of the commands on bitmaps. */
@NullMarked
package io.redispatterns.engine.command.bitmap;

import org.jspecify.annotations.NullMarked;
