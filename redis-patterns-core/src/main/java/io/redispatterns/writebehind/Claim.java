package io.redispatterns.writebehind;

import io.redispatterns.redis.RedisValue;
import java.util.ArrayList;
import java.util.List;

/**
 * What a consumer has read.
 *
 * @param clock the shard's clock then: later intents have greater versions
 * @param waitMicros how long until there is something to write; -1 if nothing is pending
 * @param batches what to write now: first what was never tried, last what has to be tried alone
 */
record Claim(long clock, long waitMicros, List<List<ClaimedIntent>> batches) {

    /** Reads the reply to a claim that was not refused. */
    static Claim of(RedisValue reply) {
        List<RedisValue> parts = reply.asList();
        List<List<ClaimedIntent>> batches = new ArrayList<>();
        List<ClaimedIntent> fresh = intents(parts.get(2));
        if (!fresh.isEmpty()) {
            batches.add(fresh);
        }
        addRetries(intents(parts.get(3)), batches);
        return new Claim(Long.parseLong(parts.get(0).asString()), parts.get(1).asLong(), batches);
    }

    private static void addRetries(List<ClaimedIntent> again, List<List<ClaimedIntent>> batches) {
        List<ClaimedIntent> together =
                again.stream().filter(intent -> !intent.failures().alone()).toList();
        if (!together.isEmpty()) {
            batches.add(together);
        }
        again.stream().filter(intent -> intent.failures().alone()).map(List::of).forEach(batches::add);
    }

    private static List<ClaimedIntent> intents(RedisValue array) {
        return array.asList().stream().map(ClaimedIntent::of).toList();
    }
}
