package io.redispatterns.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.type.HashValue;
import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.List;

/** What is true of a keyspace after every command. */
public final class KeyspaceInvariants {

    private KeyspaceInvariants() {}

    /** Checks every database: counts, the expiry index, no empty value. Under the engine's lock. */
    public static void check(Keyspace keyspace) {
        for (int i = 0; i < keyspace.databaseCount(); i++) {
            check(keyspace.database(i));
        }
    }

    private static void check(Database database) {
        List<Entry> entries = new ArrayList<>();
        database.forEach(entries::add);
        assertThat(entries)
                .as("number of keys in database %s", database.index())
                .hasSize(database.size());
        assertThat(entries.stream().filter(Entry::expires))
                .as("number of keys that expire in database %s", database.index())
                .hasSize(database.expiringSize());
        for (Entry entry : entries) {
            assertThat(entry.value().isEmpty()).as("an empty value is kept").isFalse();
            assertThat(entry.expires()).isEqualTo(entry.expiryIndex >= 0);
            assertThat(database.peek(entry.key(), Long.MIN_VALUE)).isSameAs(entry);
        }
        checkFieldExpiries(database, entries);
    }

    private static void checkFieldExpiries(Database database, List<Entry> entries) {
        long soonest = HashValue.NEVER;
        int expiring = 0;
        for (Entry entry : entries) {
            long first = soonestField(entry);
            assertThat(database.firstFieldExpiry(entry))
                    .as("expiry of the first field of %s", Bytes.text(entry.key()))
                    .isEqualTo(first);
            soonest = Math.min(soonest, first);
            expiring += first == HashValue.NEVER ? 0 : 1;
        }
        assertThat(database.expiringHashes()).isEqualTo(expiring);
        assertThat(database.expireFields(soonest == HashValue.NEVER ? Long.MAX_VALUE : soonest, 1))
                .as("fields that expire before the first")
                .isZero();
    }

    /** Found by looking at every field. */
    private static long soonestField(Entry entry) {
        long[] soonest = {HashValue.NEVER};
        if (entry.value() instanceof HashValue hash) {
            hash.forEachField((field, value, expireAtMillis) -> soonest[0] = Math.min(soonest[0], expireAtMillis));
        }
        return soonest[0];
    }
}
