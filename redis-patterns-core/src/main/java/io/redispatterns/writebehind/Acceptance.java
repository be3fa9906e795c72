package io.redispatterns.writebehind;

/**
 * How an intent was accepted.
 *
 * @param version its version, greater than that of every intent accepted earlier for the same id
 * @param outcome where the intent is now
 */
public record Acceptance(long version, Outcome outcome) {

    /** Where an accepted intent is. */
    public enum Outcome {
        /** In Redis, to be written later. */
        QUEUED,

        /** In Redis, in the place of an older intent for the same id, which will not be written any more. */
        COALESCED,

        /** In the database: the caller has written it himself. */
        WRITTEN
    }
}
