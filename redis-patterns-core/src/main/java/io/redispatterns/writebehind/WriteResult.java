package io.redispatterns.writebehind;

/** What became of a {@link Write}, which makes its results. */
public sealed interface WriteResult {

    /** The id of the write. */
    String id();

    /** The write is in the database, or not needed there. */
    record Written(String id) implements WriteResult {}

    /** The write is to be tried again after a while. */
    record Retry(String id, Throwable cause) implements WriteResult {}

    /** There is no use in trying the write again. */
    record Poison(String id, Throwable cause) implements WriteResult {}
}
