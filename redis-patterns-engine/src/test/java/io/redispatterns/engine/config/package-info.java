/** Tests of the directives and the files that they come from. */
@NullMarked
package io.redispatterns.engine.config;

import org.jspecify.annotations.NullMarked;
