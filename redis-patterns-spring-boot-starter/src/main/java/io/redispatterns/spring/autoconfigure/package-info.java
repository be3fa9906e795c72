/** Sets the patterns up in a Spring Boot application. */
@NullMarked
package io.redispatterns.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
