package io.redispatterns.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.type.StringValue;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;

/** Random expiries set, moved and ended, against a sorted map. */
class ExpiryIndexModelTest {

    @RepeatedTest(10)
    void knowsWhoExpiresFirst() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        ExpiryIndex index = new ExpiryIndex();
        SortedMap<Long, Integer> model = new TreeMap<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            entries.add(new Entry(Bytes.of("k" + i), StringValue.of(i), 0));
        }
        for (int i = 0; i < 20_000; i++) {
            Entry entry = entries.get(random.nextInt(entries.size()));
            if (entry.expires()) {
                model.merge(entry.expireAtMillis(), -1, ExpiryIndexModelTest::sumOrNothing);
            }
            long when = random.nextInt(100) < ((i / 2_000) % 2 == 0 ? 20 : 70) ? Entry.NO_EXPIRY : random.nextInt(300);
            index.set(entry, when);
            if (when != Entry.NO_EXPIRY) {
                model.merge(when, 1, ExpiryIndexModelTest::sumOrNothing);
            }
            assertSame(index, model, seed);
        }
        drain(index, model, seed);
    }

    private static void drain(ExpiryIndex index, SortedMap<Long, Integer> model, long seed) {
        for (Entry first = index.first(); first != null; first = index.first()) {
            model.merge(first.expireAtMillis(), -1, ExpiryIndexModelTest::sumOrNothing);
            index.end(first);
            assertThat(first.expires()).isFalse();
            assertSame(index, model, seed);
        }
        assertThat(model).isEmpty();
    }

    private static Integer sumOrNothing(Integer count, Integer more) {
        return count + more == 0 ? null : Integer.valueOf(count + more);
    }

    private static void assertSame(ExpiryIndex index, SortedMap<Long, Integer> model, long seed) {
        Entry first = index.first();
        assertThat(first == null ? null : first.expireAtMillis())
                .as("seed %s", seed)
                .isEqualTo(model.isEmpty() ? null : model.firstKey());
        assertThat(index.size())
                .as("seed %s", seed)
                .isEqualTo(model.values().stream().mapToInt(Integer::intValue).sum());
    }
}
