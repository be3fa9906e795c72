/** The engine as a server: connections over Netty, and the program that runs on its own. The only package that sees Netty. */
@NullMarked
package io.redispatterns.engine.server;

import org.jspecify.annotations.NullMarked;
