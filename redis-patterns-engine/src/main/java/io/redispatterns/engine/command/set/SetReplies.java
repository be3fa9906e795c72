package io.redispatterns.engine.command.set;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.type.SetValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replies that are sets. */
final class SetReplies {

    static final Reply EMPTY = new Reply.SetReply(List.of());

    private SetReplies() {}

    /** Returns all members of a set; null is a set without any. */
    static Reply of(@Nullable SetValue set) {
        if (set == null) {
            return EMPTY;
        }
        List<Reply> members = new ArrayList<>(set.size());
        set.forEach(member -> members.add(Reply.of(member)));
        return new Reply.SetReply(members);
    }
}
