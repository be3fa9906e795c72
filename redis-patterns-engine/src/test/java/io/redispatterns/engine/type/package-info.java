/** Tests of the values and of their encodings. */
@NullMarked
package io.redispatterns.engine.type;

import org.jspecify.annotations.NullMarked;
