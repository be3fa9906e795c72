package io.redispatterns.engine.command.zset;

import io.redispatterns.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/** Collects members, and their scores if they are wanted, into a reply. */
final class ScoredReply implements ObjDoubleConsumer<byte[]> {

    private final boolean withScores;
    private final List<Reply> items;

    /**
     * Makes a reply without members.
     *
     * @param size how many members are expected
     */
    ScoredReply(boolean withScores, int size) {
        this.withScores = withScores;
        this.items = new ArrayList<>(withScores ? 2 * size : size);
    }

    @Override
    public void accept(byte[] member, double score) {
        items.add(Reply.of(member));
        if (withScores) {
            items.add(new Reply.Decimal(score));
        }
    }

    /** Returns the members in an array, or in pairs with their scores. */
    Reply build() {
        return withScores ? new Reply.Pairs(items) : new Reply.Array(items);
    }

    /** Returns members and scores in one array. */
    Reply flat() {
        return new Reply.Array(items);
    }

    /** Returns a key, members and scores in one array. */
    Reply flatBehind(byte[] key) {
        items.add(0, Reply.of(key));
        return new Reply.Array(items);
    }

    /** Returns an array of arrays, each of a member and its score, whatever the protocol. */
    Reply nested() {
        List<Reply> pairs = new ArrayList<>(items.size() / 2);
        for (int i = 0; i < items.size(); i += 2) {
            pairs.add(Reply.array(items.get(i), items.get(i + 1)));
        }
        return new Reply.Array(pairs);
    }
}
