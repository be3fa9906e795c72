package io.redispatterns.engine.command.server;

import io.redispatterns.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A map reply being written, names in their order. */
final class ReplyMap {

    private final List<Reply> items = new ArrayList<>();

    ReplyMap put(String name, Reply value) {
        items.add(Reply.of(name));
        items.add(value);
        return this;
    }

    ReplyMap put(String name, long value) {
        return put(name, Reply.of(value));
    }

    /** Puts a text; nothing happens when there is none. */
    ReplyMap put(String name, @Nullable String text) {
        return text == null ? this : put(name, Reply.of(text));
    }

    /** Puts an array or a set; nothing happens when it has no elements. */
    ReplyMap putUnlessEmpty(String name, List<Reply> elements, boolean isSet) {
        if (elements.isEmpty()) {
            return this;
        }
        return put(name, isSet ? new Reply.SetReply(elements) : new Reply.Array(elements));
    }

    Reply reply() {
        return new Reply.MapReply(items);
    }
}
