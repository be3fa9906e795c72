/** The families of HELLO and CLIENT: who a client is and how it speaks. */
@NullMarked
package io.redispatterns.engine.command.connection;

import org.jspecify.annotations.NullMarked;
