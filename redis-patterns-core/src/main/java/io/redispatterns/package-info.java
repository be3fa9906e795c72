/** The root of the patterns: the port they are written against, their keys and their failures. */
@NullMarked
package io.redispatterns;

import org.jspecify.annotations.NullMarked;
