/** The bundled Redis engine: opened in process, or served over the network. */
@NullMarked
package io.redispatterns.engine;

import org.jspecify.annotations.NullMarked;
