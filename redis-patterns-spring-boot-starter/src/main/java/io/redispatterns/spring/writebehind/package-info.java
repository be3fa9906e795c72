/** The write-behinds of an application and their settings. */
@NullMarked
package io.redispatterns.spring.writebehind;

import org.jspecify.annotations.NullMarked;
