/** Redis in Java: the façade through which an application opens, calls and closes a bundled engine. */
@NullMarked
package io.redispatterns.engine;

import org.jspecify.annotations.NullMarked;
