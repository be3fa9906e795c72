/** A city guide: a REST API over real cities that uses every pattern. */
@NullMarked
package io.redispatterns.sample;

import org.jspecify.annotations.NullMarked;
