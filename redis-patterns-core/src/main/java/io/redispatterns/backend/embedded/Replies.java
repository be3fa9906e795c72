package io.redispatterns.backend.embedded;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyVisitor;
import io.redispatterns.redis.RedisValue;
import java.util.ArrayList;
import java.util.List;

/** The engine's replies in the terms of the port, as RESP3 would carry them. */
enum Replies implements ReplyVisitor<RedisValue> {
    TRANSLATION;

    private static final RedisValue OK = RedisValue.Bulk.of("OK");

    static RedisValue translate(Reply reply) {
        return reply == Reply.OK ? OK : reply.accept(TRANSLATION);
    }

    @Override
    public RedisValue simple(Reply.Simple reply) {
        return RedisValue.Bulk.of(reply.text());
    }

    @Override
    public RedisValue error(Reply.ErrorReply reply) {
        return RedisValue.ErrorValue.parse(reply.text());
    }

    @Override
    public RedisValue integer(Reply.Int reply) {
        return new RedisValue.Int(reply.value());
    }

    @Override
    public RedisValue bulk(Reply.Bulk reply) {
        return new RedisValue.Bulk(reply.bytes());
    }

    @Override
    public RedisValue nil() {
        return RedisValue.Nil.NIL;
    }

    @Override
    public RedisValue nullArray() {
        return RedisValue.Nil.NIL;
    }

    @Override
    public RedisValue array(Reply.Array reply) {
        return new RedisValue.Array(all(reply.items()));
    }

    @Override
    public RedisValue map(Reply.MapReply reply) {
        List<RedisValue.Entry> entries = new ArrayList<>(reply.items().size() / 2);
        for (int i = 0; i < reply.items().size(); i += 2) {
            entries.add(new RedisValue.Entry(
                    translate(reply.items().get(i)), translate(reply.items().get(i + 1))));
        }
        return new RedisValue.MapValue(entries);
    }

    @Override
    public RedisValue pairs(Reply.Pairs reply) {
        List<RedisValue> pairs = new ArrayList<>(reply.items().size() / 2);
        for (int i = 0; i < reply.items().size(); i += 2) {
            pairs.add(new RedisValue.Array(all(reply.items().subList(i, i + 2))));
        }
        return new RedisValue.Array(pairs);
    }

    @Override
    public RedisValue set(Reply.SetReply reply) {
        return new RedisValue.SetValue(all(reply.items()));
    }

    @Override
    public RedisValue push(Reply.Push reply) {
        return new RedisValue.Array(all(reply.items()));
    }

    @Override
    public RedisValue several(Reply.Several reply) {
        return new RedisValue.Array(all(reply.items()));
    }

    @Override
    public RedisValue decimal(Reply.Decimal reply) {
        return new RedisValue.Decimal(reply.value());
    }

    @Override
    public RedisValue bool(Reply.Bool reply) {
        return new RedisValue.Bool(reply.value());
    }

    @Override
    public RedisValue bigNumber(Reply.BigNumber reply) {
        return new RedisValue.BigNumber(reply.value());
    }

    @Override
    public RedisValue verbatim(Reply.Verbatim reply) {
        return new RedisValue.Bulk(reply.bytes());
    }

    private static List<RedisValue> all(List<Reply> replies) {
        List<RedisValue> values = new ArrayList<>(replies.size());
        for (Reply reply : replies) {
            values.add(translate(reply));
        }
        return values;
    }
}
