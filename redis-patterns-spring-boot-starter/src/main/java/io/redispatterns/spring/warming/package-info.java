/** The warmings of an application and their settings. */
@NullMarked
package io.redispatterns.spring.warming;

import org.jspecify.annotations.NullMarked;
