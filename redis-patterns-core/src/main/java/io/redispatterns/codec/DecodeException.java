package io.redispatterns.codec;

import org.jspecify.annotations.Nullable;

/** Bytes that are not those of a value: written by someone else, by another version, or damaged. */
public final class DecodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DecodeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
