package io.redispatterns.writebehind;

import java.time.Duration;

/**
 * What was accepted and is not yet written, of all instances together.
 *
 * @param depth how many ids have a pending intent
 * @param lag the age of the oldest intent that is not written, or zero
 * @param deadLetters how many dead letters there are
 */
public record Backlog(long depth, Duration lag, long deadLetters) {}
