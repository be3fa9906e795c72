/** Tests of the protocol in bytes. */
@NullMarked
package io.redispatterns.engine.resp;

import org.jspecify.annotations.NullMarked;
