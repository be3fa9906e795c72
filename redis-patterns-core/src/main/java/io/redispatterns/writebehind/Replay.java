package io.redispatterns.writebehind;

/** What became of a dead letter that was to be tried again. */
public sealed interface Replay {

    /** It is accepted anew, under a new version, and is no dead letter any more. */
    record Accepted(long version) implements Replay {}

    /** It stays dead: a newer intent of the same id is pending or has been written, and must not be overwritten. */
    record Superseded(long newerVersion) implements Replay {}

    /** There is no such dead letter (any more). */
    record Missing() implements Replay {}
}
