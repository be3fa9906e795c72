package io.redispatterns.writebehind;

import io.redispatterns.redis.RedisValue;
import java.util.Arrays;
import java.util.List;

/**
 * An intent as its consumer has read it.
 *
 * @param id the id as bytes
 * @param first the version of the oldest intent that it stands for
 * @param pending version, kind and value
 * @param version its version
 * @param failures how it has failed so far
 */
record ClaimedIntent(byte[] id, long first, byte[] pending, long version, Failures failures) {

    static ClaimedIntent of(RedisValue reply) {
        List<RedisValue> parts = reply.asList();
        byte[] pending = parts.get(2).asBytes();
        long version = Intents.version(pending);
        byte[] kept = parts.get(3).isNil() ? null : parts.get(3).asBytes();
        return new ClaimedIntent(
                parts.get(0).asBytes(), (long) parts.get(1).asDouble(), pending, version, Failures.of(version, kept));
    }

    /** The number of the try that is due, from 1. */
    int attempt() {
        return failures.count() + 1;
    }

    byte[] content() {
        return Arrays.copyOfRange(pending, Intents.VERSION_DIGITS, pending.length);
    }

    String text() {
        return Ids.decode(id);
    }
}
