/** Redis's protocol in bytes, in its versions 2 and 3, without a network. */
@NullMarked
package io.redispatterns.engine.resp;

import org.jspecify.annotations.NullMarked;
