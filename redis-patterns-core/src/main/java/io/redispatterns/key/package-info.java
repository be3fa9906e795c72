/** The keys an application uses: how they are named and how long they live. */
@NullMarked
package io.redispatterns.key;

import org.jspecify.annotations.NullMarked;
