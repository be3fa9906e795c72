/** What all records of settings have in common, wherever the settings come from. */
@NullMarked
package io.redispatterns.spring.settings;

import org.jspecify.annotations.NullMarked;
