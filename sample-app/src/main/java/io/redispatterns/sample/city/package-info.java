/** Cities: how they are stored, found, changed, and served. */
@NullMarked
package io.redispatterns.sample.city;

import org.jspecify.annotations.NullMarked;
