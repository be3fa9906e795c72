/** Spring Boot's view of the patterns: auto-configuration, properties and annotations. */
@NullMarked
package io.redispatterns.spring;

import org.jspecify.annotations.NullMarked;
