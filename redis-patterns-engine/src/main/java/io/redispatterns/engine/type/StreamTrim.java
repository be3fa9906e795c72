package io.redispatterns.engine.type;

import org.jspecify.annotations.Nullable;

/**
 * Which of the first entries of a stream are to go: those beyond a number or those below an id.
 *
 * @param minId entries below it go; null when the number counts
 * @param maxLength the number of entries that stay
 * @param approximate whether only whole nodes go, so that a few entries more may stay
 * @param limit the most entries that go at once; 0 is any number
 */
public record StreamTrim(@Nullable StreamId minId, long maxLength, boolean approximate, long limit) {

    /** Whether the first node is to go as a whole. */
    boolean isToGo(StreamNode first, long length) {
        if (minId == null) {
            return length > maxLength && length - first.count() >= maxLength;
        }
        return first.lastId().compareTo(minId) < 0;
    }

    /** Whether the first entry is to go, on which the cursor stands. */
    boolean isToGo(StreamCursor first, long length) {
        return minId == null ? length > maxLength : first.id().compareTo(minId) < 0;
    }
}
