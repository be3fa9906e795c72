package io.redispatterns.writebehind;

import io.redispatterns.redis.RedisValue;
import java.util.ArrayList;
import java.util.List;

/**
 * What a consumer has read.
 *
 * @param nowMillis the time then
 * @param waitMillis how long until there is something to write; -1 if nothing is pending
 * @param batches what to write now: first what was never tried, last what has to be tried alone
 */
record Claim(long nowMillis, long waitMillis, List<List<ClaimedIntent>> batches) {

    /** Id, entry or time, pending, and failures. */
    private static final int PARTS = 4;

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

    /** One of two kinds of intents. */
    private interface Decoder {
        ClaimedIntent decode(RedisValue id, RedisValue place, RedisValue pending, RedisValue failures);
    }

    private static List<ClaimedIntent> intents(RedisValue array, Decoder decoder) {
        List<RedisValue> parts = array.asList();
        List<ClaimedIntent> intents = new ArrayList<>(parts.size() / PARTS);
        for (int i = 0; i < parts.size(); i += PARTS) {
            intents.add(decoder.decode(parts.get(i), parts.get(i + 1), parts.get(i + 2), parts.get(i + 3)));
        }
        return intents;
    }
}
