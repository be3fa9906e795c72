package io.redispatterns.writebehind;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.redispatterns.redis.RedisValue;
import java.util.Arrays;

/**
 * An intent as its consumer has read it.
 *
 * @param id as bytes
 * @param text the id as a text
 * @param entry its entry in the stream of fresh ids, or the empty text
 * @param sinceMillis the time of the oldest intent that it stands for
 * @param version of the newest
 * @param pending version, kind and value
 * @param contentOffset where the kind is
 * @param failures how it has failed so far
 */
record ClaimedIntent(
        byte[] id,
        String text,
        String entry,
        long sinceMillis,
        long version,
        byte[] pending,
        int contentOffset,
        Failures failures) {

    static ClaimedIntent fresh(RedisValue id, RedisValue entry, RedisValue pending, RedisValue failures) {
        String place = entry.asString();
        return of(id, place, Version.millis(Version.parse(place)), pending, failures);
    }

    static ClaimedIntent other(RedisValue id, RedisValue sinceMillis, RedisValue pending, RedisValue failures) {
        return of(id, "", (long) sinceMillis.asDouble(), pending, failures);
    }

    private static ClaimedIntent of(
            RedisValue id, String entry, long sinceMillis, RedisValue pendingValue, RedisValue failures) {
        byte[] pending = pendingValue.asBytes();
        int offset = Intents.contentOffset(pending);
        String version = new String(pending, 0, offset, ISO_8859_1);
        byte[] kept = failures.isNil() ? null : failures.asBytes();
        return new ClaimedIntent(
                id.asBytes(),
                Ids.decode(id.asBytes()),
                entry,
                sinceMillis,
                Version.parse(version),
                pending,
                offset,
                Failures.of(version, kept));
    }

    /** The number of the try that is due, from 1. */
    int attempt() {
        return failures.count() + 1;
    }

    /** Version and kind, which no other intent of the id begins with. */
    byte[] stamp() {
        return Arrays.copyOf(pending, contentOffset + 1);
    }

    byte[] content() {
        return Arrays.copyOfRange(pending, contentOffset, pending.length);
    }
}
