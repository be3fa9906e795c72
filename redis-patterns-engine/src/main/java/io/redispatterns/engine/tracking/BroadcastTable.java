package io.redispatterns.engine.tracking;

import io.redispatterns.engine.reply.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who is told of all keys with a prefix, and what has changed since they were told last. Prefixes and keys are in the order of bytes. */
final class BroadcastTable {

    private static final class Prefix {
        private final Set<ClientTracking> clients = new LinkedHashSet<>();
        /** The changed keys, each with the client that changed it last; null when it was nobody, as when a key expires. */
        private final Map<byte[], @Nullable ClientTracking> changes = new TreeMap<>(Arrays::compareUnsigned);
    }

    private final Map<byte[], Prefix> prefixes = new TreeMap<>(Arrays::compareUnsigned);
    private boolean changed;

    /** The number of different prefixes. */
    int size() {
        return prefixes.size();
    }

    void add(byte[] prefix, ClientTracking client) {
        prefixes.computeIfAbsent(prefix, bytes -> new Prefix()).clients.add(client);
    }

    void remove(byte[] prefix, ClientTracking client) {
        Prefix found = prefixes.get(prefix);
        if (found != null && found.clients.remove(client) && found.clients.isEmpty()) {
            prefixes.remove(prefix);
        }
    }

    /** Notes a change. O(P), when P is the number of prefixes. */
    void note(byte[] key, @Nullable ClientTracking changer) {
        prefixes.forEach((bytes, prefix) -> {
            if (isPrefix(bytes, key)) {
                prefix.changes.put(key, changer);
                changed = true;
            }
        });
    }

    /** Whether there is something to tell. */
    boolean hasChanges() {
        return changed;
    }

    /** Tells everybody of what was noted, each prefix in a message of its own. */
    void tell() {
        changed = false;
        for (Prefix prefix : List.copyOf(prefixes.values())) {
            if (!prefix.changes.isEmpty()) {
                tell(prefix);
                prefix.changes.clear();
            }
        }
    }

    /** A client that cannot take its message may be disconnected on the spot, which changes the set. */
    private static void tell(Prefix prefix) {
        Reply all = changes(prefix, null);
        for (ClientTracking client : List.copyOf(prefix.clients)) {
            Reply keys = client.options().noLoop() ? changes(prefix, client) : all;
            if (!keys.equals(Reply.EMPTY_ARRAY)) {
                client.tell(keys, true);
            }
        }
    }

    private static Reply changes(Prefix prefix, @Nullable ClientTracking exceptOf) {
        List<Reply> keys = new ArrayList<>(prefix.changes.size());
        prefix.changes.forEach((key, changer) -> {
            if (exceptOf == null || changer != exceptOf) {
                keys.add(Reply.of(key));
            }
        });
        return new Reply.Array(keys);
    }

    private static boolean isPrefix(byte[] prefix, byte[] key) {
        return prefix.length <= key.length && Arrays.equals(prefix, 0, prefix.length, key, 0, prefix.length);
    }
}
