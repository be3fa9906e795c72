package io.redispatterns.cache;

import io.redispatterns.cache.Found.Seen;
import io.redispatterns.cache.Found.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done to ids when a cache is warmed.
 *
 * @param minFresh an entry that stays fresh for longer is left as it is
 */
record WarmingWork<V>(Duration minFresh, ContextLoader<V> loader, EntryStore<V> entries, Loads<V> loads) {

    private static final int BATCH = 500;

    /** An id that is to be loaded, and what was known of invalidations before. */
    record Cold(String id, Seen seen) {}

    /** Those of some ids that are not fresh; null if Redis does not answer. */
    @Nullable
    List<Cold> coldOf(List<String> ids) {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(ids));
        List<Cold> cold = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += BATCH) {
            List<String> some = distinct.subList(from, Math.min(from + BATCH, distinct.size()));
            for (Map.Entry<String, Found<V>> each : entries.readAll(some, true).entrySet()) {
                Seen seen = Loads.seen(each.getValue());
                if (seen == null) {
                    return null;
                }
                if (!(each.getValue() instanceof Value<V> value) || value.freshMillis() <= minFresh.toMillis()) {
                    cold.add(new Cold(each.getKey(), seen));
                }
            }
        }
        return cold;
    }

    /** Loads an id in this thread, unless somebody else does or has done. */
    Landing<V> load(Cold cold) {
        return loads.refreshHere(cold.id(), cold.seen(), minFresh.toMillis(), loader);
    }
}
