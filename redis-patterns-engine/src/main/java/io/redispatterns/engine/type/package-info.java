/** The values that a key can hold; how each is encoded in memory stays inside. */
@NullMarked
package io.redispatterns.engine.type;

import org.jspecify.annotations.NullMarked;
