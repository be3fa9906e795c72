package io.redispatterns.backend.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.redis.RedisValue;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepliesTest {

    private static final Reply A = Reply.of("a");
    private static final Reply ONE = Reply.of(1);
    private static final RedisValue BULK_A = RedisValue.Bulk.of("a");
    private static final RedisValue INT_1 = new RedisValue.Int(1);

    @Test
    void translatesScalars() {
        assertThat(Replies.translate(Reply.OK)).isEqualTo(RedisValue.Bulk.of("OK"));
        assertThat(Replies.translate(new Reply.Simple("PONG"))).isEqualTo(RedisValue.Bulk.of("PONG"));
        assertThat(Replies.translate(A)).isEqualTo(BULK_A);
        assertThat(Replies.translate(ONE)).isEqualTo(INT_1);
        assertThat(Replies.translate(new Reply.Decimal(1.5))).isEqualTo(new RedisValue.Decimal(1.5));
        assertThat(Replies.translate(new Reply.Bool(true))).isEqualTo(new RedisValue.Bool(true));
        assertThat(Replies.translate(new Reply.BigNumber(BigInteger.TEN)))
                .isEqualTo(new RedisValue.BigNumber(BigInteger.TEN));
        assertThat(Replies.translate(new Reply.Verbatim("txt", new byte[] {'a'})))
                .isEqualTo(BULK_A);
        assertThat(Replies.translate(Reply.NIL).isNil()).isTrue();
        assertThat(Replies.translate(Reply.NULL_ARRAY).isNil()).isTrue();
        assertThat(Replies.translate(new Reply.ErrorReply("WRONGTYPE no")))
                .isEqualTo(new RedisValue.ErrorValue("WRONGTYPE", "no"));
    }

    @Test
    void translatesCollectionsAsResp3CarriesThem() {
        List<Reply> items = List.of(A, ONE);
        RedisValue pair = new RedisValue.Array(List.of(BULK_A, INT_1));
        assertThat(Replies.translate(new Reply.Array(items))).isEqualTo(pair);
        assertThat(Replies.translate(new Reply.Push(items))).isEqualTo(pair);
        assertThat(Replies.translate(new Reply.Several(items))).isEqualTo(pair);
        assertThat(Replies.translate(new Reply.Pairs(items))).isEqualTo(new RedisValue.Array(List.of(pair)));
        assertThat(Replies.translate(new Reply.SetReply(items)))
                .isEqualTo(new RedisValue.SetValue(List.of(BULK_A, INT_1)));
        assertThat(Replies.translate(new Reply.MapReply(items)))
                .isEqualTo(new RedisValue.MapValue(List.of(new RedisValue.Entry(BULK_A, INT_1))));
        assertThat(Replies.translate(Reply.EMPTY_ARRAY).asList()).isEmpty();
    }
}
