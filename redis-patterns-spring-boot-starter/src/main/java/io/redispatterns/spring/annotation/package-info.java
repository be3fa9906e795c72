/** What applications write on their methods. */
@NullMarked
package io.redispatterns.spring.annotation;

import org.jspecify.annotations.NullMarked;
