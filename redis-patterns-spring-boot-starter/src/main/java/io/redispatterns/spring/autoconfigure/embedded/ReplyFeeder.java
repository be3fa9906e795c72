package io.redispatterns.spring.autoconfigure.embedded;

import io.lettuce.core.output.CommandOutput;
import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyVisitor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Tells a Lettuce output of a reply in the same calls that Lettuce makes when it reads the reply's RESP3 form. After each
 * part of a reply the output learns how deep inside it that was.
 */
final class ReplyFeeder implements ReplyVisitor<Boolean> {

    private final CommandOutput<?, ?, ?> output;
    private int depth;

    private ReplyFeeder(CommandOutput<?, ?, ?> output) {
        this.output = output;
    }

    static void feed(Reply reply, CommandOutput<?, ?, ?> output) {
        reply.accept(new ReplyFeeder(output));
    }

    @Override
    public Boolean simple(Reply.Simple reply) {
        if (reply != Reply.QUEUED) {
            output.setSingle(utf8(reply.text()));
        }
        return complete();
    }

    @Override
    public Boolean error(Reply.ErrorReply reply) {
        output.setError(utf8(reply.text()));
        return complete();
    }

    @Override
    public Boolean integer(Reply.Int reply) {
        output.set(reply.value());
        return complete();
    }

    @Override
    public Boolean bulk(Reply.Bulk reply) {
        output.set(buffer(reply.bytes()));
        return complete();
    }

    @Override
    public Boolean nil() {
        output.set(null);
        return complete();
    }

    @Override
    public Boolean nullArray() {
        return nil();
    }

    @Override
    public Boolean array(Reply.Array reply) {
        return items(output::multiArray, reply.items().size(), reply.items());
    }

    @Override
    public Boolean map(Reply.MapReply reply) {
        return items(output::multiMap, reply.items().size() / 2, reply.items());
    }

    @Override
    public Boolean pairs(Reply.Pairs reply) {
        List<Reply> items = reply.items();
        output.multiArray(items.size() / 2);
        depth++;
        for (int i = 0; i < items.size(); i += 2) {
            items(output::multiArray, 2, items.subList(i, i + 2));
        }
        depth--;
        return complete();
    }

    @Override
    public Boolean set(Reply.SetReply reply) {
        return items(output::multiSet, reply.items().size(), reply.items());
    }

    @Override
    public Boolean push(Reply.Push reply) {
        return items(output::multiPush, reply.items().size(), reply.items());
    }

    @Override
    public Boolean several(Reply.Several reply) {
        reply.items().forEach(item -> item.accept(this));
        return true;
    }

    @Override
    public Boolean decimal(Reply.Decimal reply) {
        output.set(reply.value());
        return complete();
    }

    @Override
    public Boolean bool(Reply.Bool reply) {
        output.set(reply.value());
        return complete();
    }

    @Override
    public Boolean bigNumber(Reply.BigNumber reply) {
        output.setBigNumber(utf8(reply.value().toString()));
        return complete();
    }

    @Override
    public Boolean verbatim(Reply.Verbatim reply) {
        output.set(buffer(reply.bytes()));
        return complete();
    }

    private Boolean items(IntConsumer begin, int count, List<Reply> items) {
        begin.accept(count);
        depth++;
        for (Reply item : items) {
            item.accept(this);
        }
        depth--;
        return complete();
    }

    private Boolean complete() {
        output.complete(depth);
        return true;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
