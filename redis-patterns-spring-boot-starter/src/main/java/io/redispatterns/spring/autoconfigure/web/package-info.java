/** What a response tells about the caches it came from. */
@NullMarked
package io.redispatterns.spring.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
