/** What the tests of all modules share: a real redis-server, and a bare client that sees replies byte for byte. */
@NullMarked
package io.redispatterns.engine.testing;

import org.jspecify.annotations.NullMarked;
