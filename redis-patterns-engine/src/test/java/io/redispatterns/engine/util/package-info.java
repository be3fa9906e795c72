/** Tests of the engine's building blocks. */
@NullMarked
package io.redispatterns.engine.util;

import org.jspecify.annotations.NullMarked;
