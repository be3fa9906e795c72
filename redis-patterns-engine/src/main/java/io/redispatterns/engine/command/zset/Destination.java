package io.redispatterns.engine.command.zset;

import io.redispatterns.engine.command.Invocation;
import io.redispatterns.engine.keyspace.KeyspaceEvent;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.type.SortedSetValue;

/** The key at which a command leaves its result. */
final class Destination {

    private Destination() {}

    /** Puts the result in place of whatever is at the key, or deletes the key when the result is empty; tells the result's size. */
    static Reply store(Invocation in, byte[] key, SortedSetValue result, KeyspaceEvent event) {
        if (!result.isEmpty()) {
            in.db().set(key, result, in.now());
            in.changed(event, key);
        } else if (in.db().lookup(key, in.now()) != null) {
            in.db().remove(key);
            in.changed(KeyspaceEvent.DEL, key);
        }
        return Reply.of(result.size());
    }
}
