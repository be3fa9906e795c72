/** The write-behind pattern: writes are accepted by Redis at once and reach the database later, in order and in batches. */
@NullMarked
package io.redispatterns.writebehind;

import org.jspecify.annotations.NullMarked;
