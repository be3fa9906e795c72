package io.redispatterns.engine.type;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The name of an entry of a stream, and its place: a time and a number among the entries of that time, both unsigned 64-bit integers.
 *
 * @param millis a time in milliseconds since 1970, unless the client made it up
 * @param sequence tells entries of one time apart
 */
public record StreamId(long millis, long sequence) implements Comparable<StreamId> {

    /** The first of all ids, which no entry has. */
    public static final StreamId MIN = new StreamId(0, 0);

    /** The last of all ids. */
    public static final StreamId MAX = new StreamId(-1, -1);

    private static final long LARGEST = -1;

    /** The id that follows at once, or null when this is the last of all. */
    public @Nullable StreamId next() {
        if (sequence != LARGEST) {
            return new StreamId(millis, sequence + 1);
        }
        return millis == LARGEST ? null : new StreamId(millis + 1, 0);
    }

    /** The id in front of this one, or null when this is the first of all. */
    public @Nullable StreamId previous() {
        if (sequence != 0) {
            return new StreamId(millis, sequence - 1);
        }
        return millis == 0 ? null : new StreamId(millis - 1, LARGEST);
    }

    /** The id as clients see it: {@code 1526919030474-55}. */
    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean isZero() {
        return millis == 0 && sequence == 0;
    }

    @Override
    public int compareTo(StreamId other) {
        int byTime = Long.compareUnsigned(millis, other.millis);
        return byTime != 0 ? byTime : Long.compareUnsigned(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + '-' + Long.toUnsignedString(sequence);
    }
}
