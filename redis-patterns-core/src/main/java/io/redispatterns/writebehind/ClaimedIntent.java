package io.redispatterns.writebehind;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.redispatterns.redis.RedisValue;
import java.util.Arrays;
import java.util.List;

/**
 * An intent as its consumer has read it.
 *
 * @param id the id as bytes
 * @param entry its entry in the stream of fresh ids, or the empty text
 * @param sinceMillis the time of the oldest intent that it stands for
 * @param pending version, kind and value
 * @param contentOffset where the kind is
 * @param failures how it has failed so far
 */
record ClaimedIntent(byte[] id, String entry, long sinceMillis, byte[] pending, int contentOffset, Failures failures) {

    static ClaimedIntent fresh(RedisValue reply) {
        List<RedisValue> parts = reply.asList();
        String entry = parts.get(1).asString();
        return of(parts, entry, Version.millis(Version.parse(entry)));
    }

    static ClaimedIntent other(RedisValue reply) {
        List<RedisValue> parts = reply.asList();
        return of(parts, "", (long) parts.get(1).asDouble());
    }

    private static ClaimedIntent of(List<RedisValue> parts, String entry, long sinceMillis) {
        byte[] pending = parts.get(2).asBytes();
        int offset = Intents.contentOffset(pending);
        String version = new String(pending, 0, offset, ISO_8859_1);
        byte[] kept = parts.get(3).isNil() ? null : parts.get(3).asBytes();
        return new ClaimedIntent(
                parts.get(0).asBytes(), entry, sinceMillis, pending, offset, Failures.of(version, kept));
    }

    long version() {
        return Version.parse(failures.version());
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

    String text() {
        return Ids.decode(id);
    }
}
