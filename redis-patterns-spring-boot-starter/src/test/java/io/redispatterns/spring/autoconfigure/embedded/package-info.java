/** Spring Data on the engine, tested. */
@NullMarked
package io.redispatterns.spring.autoconfigure.embedded;

import org.jspecify.annotations.NullMarked;
