package io.redispatterns.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

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
    }
}
