package io.redispatterns.spring.aop;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The keys to warm a cache with, which are arguments of a cached method, page by page. */
interface WarmingKeys {

    /**
     * Some keys.
     *
     * @param keys in order; nulls are passed over
     * @param next where the following page begins; null if this is the last
     */
    record Page(
            List<? extends @Nullable Object> keys, @Nullable String next) {}

    /**
     * The keys from a place on, up to so many.
     *
     * @param cursor what the page before has named as the next; null at the beginning
     */
    Page page(@Nullable String cursor, int size) throws Exception;

    /** How many keys there are, if that is known. Asked before the first page here. */
    OptionalLong total() throws Exception;
}
