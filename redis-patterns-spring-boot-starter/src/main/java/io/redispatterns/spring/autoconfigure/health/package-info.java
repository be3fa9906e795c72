/** How the patterns' Redis shows up in the application's health. */
@NullMarked
package io.redispatterns.spring.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
