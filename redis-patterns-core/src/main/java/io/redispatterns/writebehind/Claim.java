package io.redispatterns.writebehind;

import io.redispatterns.redis.RedisValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a consumer has read.
 *
 * @param nowMillis the time then
 * @param waitMillis how long until there is something to write; -1 if nothing is pending
 * @param batches what to write now: first what was never tried, last what has to be tried alone
 */
record Claim(long nowMillis, long waitMillis, List<List<ClaimedIntent>> batches) {

    /** Reads the reply to a claim that was not refused. */
    static Claim of(RedisValue reply) {
        List<RedisValue> parts = reply.asList();
        List<List<ClaimedIntent>> batches = new ArrayList<>();
        List<ClaimedIntent> fresh = intents(parts.get(2), ClaimedIntent::fresh);
        if (!fresh.isEmpty()) {
            batches.add(fresh);
        }
        addOthers(intents(parts.get(3), ClaimedIntent::other), batches);
        return new Claim(parts.get(0).asLong(), parts.get(1).asLong(), batches);
    }

    private static void addOthers(List<ClaimedIntent> others, List<List<ClaimedIntent>> batches) {
        List<ClaimedIntent> together =
                others.stream().filter(intent -> !intent.failures().alone()).toList();
        if (!together.isEmpty()) {
            batches.add(together);
        }
        others.stream()
                .filter(intent -> intent.failures().alone())
                .map(List::of)
                .forEach(batches::add);
    }

    private static List<ClaimedIntent> intents(RedisValue array, Function<RedisValue, ClaimedIntent> decode) {
        return array.asList().stream().map(decode).toList();
    }
}
