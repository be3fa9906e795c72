package io.redispatterns.engine.tracking;

import java.util.List;

/**
 * How a client wants to be told of changes, as CLIENT TRACKING says it.
 *
 * @param redirect the number of the client that gets the messages, or 0: the client itself
 * @param broadcasting whether it is told of every key that begins with one of the prefixes, and not only of those it has read
 * @param optIn whether only keys count that are read behind CLIENT CACHING YES
 * @param optOut whether keys do not count that are read behind CLIENT CACHING NO
 * @param noLoop whether it is not told of its own changes
 * @param prefixes the prefixes; none stands for all keys
 */
public record TrackingOptions(
        long redirect, boolean broadcasting, boolean optIn, boolean optOut, boolean noLoop, List<byte[]> prefixes) {

    static final TrackingOptions OFF = new TrackingOptions(0, false, false, false, false, List.of());

    /** Copies the list. */
    public TrackingOptions {
        prefixes = List.copyOf(prefixes);
    }
}
