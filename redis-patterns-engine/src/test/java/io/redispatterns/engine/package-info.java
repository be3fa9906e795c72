/** Tests of the engine as a whole and of its command table. */
@NullMarked
package io.redispatterns.engine;

import org.jspecify.annotations.NullMarked;
