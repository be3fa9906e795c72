/** What the tests of an application on redis-patterns need: an embedded engine and a clock to move. */
@NullMarked
package io.redispatterns.test;

import org.jspecify.annotations.NullMarked;
