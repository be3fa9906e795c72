/** Spring Data's connection to the engine in this process, without a socket. */
@NullMarked
package io.redispatterns.spring.autoconfigure.embedded;

import org.jspecify.annotations.NullMarked;
