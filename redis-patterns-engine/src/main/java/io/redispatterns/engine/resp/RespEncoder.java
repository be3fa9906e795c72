package io.redispatterns.engine.resp;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.ReplyVisitor;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.util.DoubleFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes replies down as bytes, in the protocol that the client speaks. Each kind of reply of version 3 that version 2 does not know
 * takes there the form that Redis gives it.
 *
 * <p>Not safe for concurrent use. A reply to GET makes no objects.
 */
public final class RespEncoder {

    private final ReplyBuffer out;
    private final Resp2 resp2 = new Resp2();
    private final Resp3 resp3 = new Resp3();

    /** Makes an encoder that writes at the end of a buffer. */
    public RespEncoder(ReplyBuffer out) {
        this.out = out;
    }

    /** Writes a reply. O(N), N being its size in bytes. */
    public void write(Reply reply, RespVersion version) {
        reply.accept(version == RespVersion.RESP3 ? resp3 : resp2);
    }

    private ReplyBuffer bulkString(byte[] bytes) {
        return out.put('$').put((long) bytes.length).crlf().put(bytes).crlf();
    }

    private ReplyBuffer items(List<Reply> items, ReplyVisitor<ReplyBuffer> writer) {
        for (Reply item : items) {
            item.accept(writer);
        }
        return out;
    }

    private ReplyBuffer counted(char kind, int count, List<Reply> items, ReplyVisitor<ReplyBuffer> writer) {
        out.put(kind).put((long) count).crlf();
        return items(items, writer);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Version 2: strings, errors, integers, bulk strings, arrays and two nulls. */
    private class Resp2 implements ReplyVisitor<ReplyBuffer> {

        @Override
        public ReplyBuffer simple(Reply.Simple reply) {
            return out.put('+').line(reply.text());
        }

        @Override
        public ReplyBuffer error(Reply.ErrorReply reply) {
            return out.put('-').line(reply.text());
        }

        @Override
        public ReplyBuffer integer(Reply.Int reply) {
            return out.put(':').put(reply.value()).crlf();
        }

        @Override
        public ReplyBuffer bulk(Reply.Bulk reply) {
            return bulkString(reply.bytes());
        }

        @Override
        public ReplyBuffer nil() {
            return out.put("$-1").crlf();
        }

        @Override
        public ReplyBuffer nullArray() {
            return out.put("*-1").crlf();
        }

        @Override
        public ReplyBuffer array(Reply.Array reply) {
            return counted('*', reply.items().size(), reply.items(), this);
        }

        @Override
        public ReplyBuffer map(Reply.MapReply reply) {
            return counted('*', reply.items().size(), reply.items(), this);
        }

        @Override
        public ReplyBuffer pairs(Reply.Pairs reply) {
            return counted('*', reply.items().size(), reply.items(), this);
        }

        @Override
        public ReplyBuffer set(Reply.SetReply reply) {
            return counted('*', reply.items().size(), reply.items(), this);
        }

        @Override
        public ReplyBuffer push(Reply.Push reply) {
            return counted('*', reply.items().size(), reply.items(), this);
        }

        @Override
        public final ReplyBuffer several(Reply.Several reply) {
            return items(reply.items(), this);
        }

        @Override
        public ReplyBuffer decimal(Reply.Decimal reply) {
            return bulkString(latin1(DoubleFormat.toString(reply.value(), reply.fixed())));
        }

        @Override
        public ReplyBuffer bool(Reply.Bool reply) {
            return out.put(reply.value() ? ":1" : ":0").crlf();
        }

        @Override
        public ReplyBuffer bigNumber(Reply.BigNumber reply) {
            return bulkString(latin1(reply.value().toString()));
        }

        @Override
        public ReplyBuffer verbatim(Reply.Verbatim reply) {
            return bulkString(reply.bytes());
        }
    }

    /** Version 3: what version 2 has, and its own kinds. */
    private final class Resp3 extends Resp2 {

        @Override
        public ReplyBuffer nil() {
            return out.put('_').crlf();
        }

        @Override
        public ReplyBuffer nullArray() {
            return nil();
        }

        @Override
        public ReplyBuffer map(Reply.MapReply reply) {
            return counted('%', reply.items().size() / 2, reply.items(), this);
        }

        @Override
        public ReplyBuffer pairs(Reply.Pairs reply) {
            List<Reply> items = reply.items();
            out.put('*').put((long) items.size() / 2).crlf();
            int place = 0;
            for (Reply item : items) {
                if ((place++ & 1) == 0) {
                    out.put("*2").crlf();
                }
                item.accept(this);
            }
            return out;
        }

        @Override
        public ReplyBuffer set(Reply.SetReply reply) {
            return counted('~', reply.items().size(), reply.items(), this);
        }

        @Override
        public ReplyBuffer push(Reply.Push reply) {
            return counted('>', reply.items().size(), reply.items(), this);
        }

        @Override
        public ReplyBuffer decimal(Reply.Decimal reply) {
            return out.put(',')
                    .put(DoubleFormat.toString(reply.value(), reply.fixed()))
                    .crlf();
        }

        @Override
        public ReplyBuffer bool(Reply.Bool reply) {
            return out.put(reply.value() ? "#t" : "#f").crlf();
        }

        @Override
        public ReplyBuffer bigNumber(Reply.BigNumber reply) {
            return out.put('(').put(reply.value().toString()).crlf();
        }

        @Override
        public ReplyBuffer verbatim(Reply.Verbatim reply) {
            byte[] bytes = reply.bytes();
            out.put('=').put(bytes.length + 4L).crlf();
            return out.put(reply.format()).put(':').put(bytes).crlf();
        }
    }
}
