/** The starter in a web application, tested. */
@NullMarked
package io.redispatterns.spring.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
