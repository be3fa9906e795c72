/** The way in: one object that hands out the patterns of an application. */
@NullMarked
package io.redispatterns;

import org.jspecify.annotations.NullMarked;
