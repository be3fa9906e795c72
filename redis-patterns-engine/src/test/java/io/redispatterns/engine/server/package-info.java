/** Tests of the server and of the program. */
@NullMarked
package io.redispatterns.engine.server;

import org.jspecify.annotations.NullMarked;
