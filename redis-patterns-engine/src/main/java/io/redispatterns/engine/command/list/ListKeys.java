package io.redispatterns.engine.command.list;

import io.redispatterns.engine.command.Encodings;
import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.keyspace.Entry;
import io.redispatterns.engine.type.ListValue;
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

    /** Returns the list of a key to pop from, or null. Who has waited for a list goes on to wait when it is a value of another type. */
    static @Nullable ListValue editOrWait(Invocation in, byte[] key) {
        if (!in.isResumed()) {
            return in.edit(key, ListValue.class);
        }
        Entry entry = in.db().lookup(key, in.now());
        return entry != null && entry.value() instanceof ListValue list ? list : null;
    }
}
