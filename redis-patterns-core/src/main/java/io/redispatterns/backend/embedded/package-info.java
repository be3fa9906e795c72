/** The port on the bundled engine, in the same process and the caller's thread. */
@NullMarked
package io.redispatterns.backend.embedded;

import org.jspecify.annotations.NullMarked;
