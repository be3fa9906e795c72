/** Values as bytes: codecs, and the versioned envelope that cached bytes travel in. */
@NullMarked
package io.redispatterns.codec;

import org.jspecify.annotations.NullMarked;
