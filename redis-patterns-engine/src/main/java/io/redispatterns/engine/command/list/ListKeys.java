package io.redispatterns.engine.command.list;

import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.type.ListValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The ways to the list of a key. */
final class ListKeys {

    private ListKeys() {}

    /** Returns the list of a key to push to; when there is no such key a new one is set. */
    static ListValue editOrCreate(Invocation in, byte[] key) {
        ListValue present = in.edit(key, ListValue.class);
        if (present != null) {
            return present;
        }
        ListValue made = new ListValue(Encodings.list(in.config()));
        in.db().set(key, made, in.now());
        return made;
    }

    /**
     * Returns the list of a key to pop from, or null. For who has waited only the key that has changed counts, even if one named before it
     * is there too; where that holds a value of another type the wait goes on.
     */
    static @Nullable ListValue editOrWait(Invocation in, byte[] key) {
        byte[] changedKey = in.changedKey();
        if (changedKey == null) {
            return in.edit(key, ListValue.class);
        }
        Entry entry = Arrays.equals(key, changedKey) ? in.db().lookup(key, in.now()) : null;
        return entry != null && entry.value() instanceof ListValue list ? list : null;
    }
}
