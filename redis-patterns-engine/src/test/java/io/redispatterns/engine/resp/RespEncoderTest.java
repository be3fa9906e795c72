package io.redispatterns.engine.resp;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.reply.Reply;
import io.redispatterns.engine.reply.RespVersion;
import io.redispatterns.engine.util.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RespEncoderTest {

    private static final Reply A = Reply.of("a");
    private static final Reply NESTED = Reply.array(Reply.ONE, Reply.NIL);

    static Stream<Arguments> forms() {
        return Stream.of(
                form(Reply.OK, "+OK\r\n", "+OK\r\n"),
                form(new Reply.ErrorReply("ERR no"), "-ERR no\r\n", "-ERR no\r\n"),
                form(new Reply.ErrorReply("ERR ü"), "-ERR ü\r\n", "-ERR ü\r\n"),
                form(new Reply.ErrorReply("ERR a\r\n+OK\n"), "-ERR a  +OK \r\n", "-ERR a  +OK \r\n"),
                form(Reply.of(-12), ":-12\r\n", ":-12\r\n"),
                form(Reply.of("a\r\n"), "$3\r\na\r\n\r\n", "$3\r\na\r\n\r\n"),
                form(Reply.of(""), "$0\r\n\r\n", "$0\r\n\r\n"),
                form(Reply.NIL, "$-1\r\n", "_\r\n"),
                form(Reply.NULL_ARRAY, "*-1\r\n", "_\r\n"),
                form(Reply.EMPTY_ARRAY, "*0\r\n", "*0\r\n"),
                form(
                        Reply.array(A, NESTED),
                        "*2\r\n$1\r\na\r\n*2\r\n:1\r\n$-1\r\n",
                        "*2\r\n$1\r\na\r\n*2\r\n:1\r\n_\r\n"),
                form(new Reply.MapReply(List.of(A, Reply.NIL)), "*2\r\n$1\r\na\r\n$-1\r\n", "%1\r\n$1\r\na\r\n_\r\n"),
                form(
                        new Reply.Pairs(List.of(A, new Reply.Decimal(1), A, new Reply.Decimal(2))),
                        "*4\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\na\r\n$1\r\n2\r\n",
                        "*2\r\n*2\r\n$1\r\na\r\n,1\r\n*2\r\n$1\r\na\r\n,2\r\n"),
                form(new Reply.SetReply(List.of(A)), "*1\r\n$1\r\na\r\n", "~1\r\n$1\r\na\r\n"),
                form(new Reply.Push(List.of(A)), "*1\r\n$1\r\na\r\n", ">1\r\n$1\r\na\r\n"),
                form(new Reply.Several(List.of(Reply.OK, Reply.NIL)), "+OK\r\n$-1\r\n", "+OK\r\n_\r\n"),
                form(new Reply.Decimal(-0.5), "$4\r\n-0.5\r\n", ",-0.5\r\n"),
                form(new Reply.Bool(true), ":1\r\n", "#t\r\n"),
                form(new Reply.Bool(false), ":0\r\n", "#f\r\n"),
                form(
                        new Reply.BigNumber(BigInteger.TEN.pow(20)),
                        "$21\r\n1" + "0".repeat(20) + "\r\n",
                        "(1" + "0".repeat(20) + "\r\n"),
                form(new Reply.Verbatim("txt", Bytes.of("hi")), "$2\r\nhi\r\n", "=6\r\ntxt:hi\r\n"));
    }

    private static Arguments form(Reply reply, String resp2, String resp3) {
        return Arguments.of(reply, resp2, resp3);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void writesEachKindOfReplyAsItsProtocolHasIt(Reply reply, String resp2, String resp3) {
        assertThat(encoded(reply, RespVersion.RESP2)).isEqualTo(resp2);
        assertThat(encoded(reply, RespVersion.RESP3)).isEqualTo(resp3);
    }

    @Test
    void writesIntegersOfEveryLength() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        long[] corners = {0, 1, -1, 9, 10, 99, 100, 101, 999, 1000, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1};
        Arrays.stream(corners).forEach(value -> assertInteger(value, seed));
        for (int i = 0; i < 20_000; i++) {
            assertInteger(random.nextLong() >> random.nextInt(64), seed);
        }
    }

    private static void assertInteger(long value, long seed) {
        assertThat(encoded(new Reply.Int(value), RespVersion.RESP2))
                .as("seed %s", seed)
                .isEqualTo(":" + value + "\r\n");
    }

    @Test
    void writesOneReplyBehindTheOtherUntilCleared() {
        ReplyBuffer buffer = new ReplyBuffer();
        RespEncoder encoder = new RespEncoder(buffer);
        byte[] huge = new byte[3 << 20];
        encoder.write(Reply.of(huge), RespVersion.RESP2);
        encoder.write(Reply.OK, RespVersion.RESP2);
        assertThat(buffer.length()).isEqualTo("$3145728\r\n".length() + huge.length + 2 + 5);
        buffer.clear();
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.array()).hasSizeLessThan(huge.length);
        encoder.write(Reply.ONE, RespVersion.RESP2);
        assertThat(buffer.toByteArray()).isEqualTo(Bytes.of(":1\r\n"));
    }

    private static String encoded(Reply reply, RespVersion version) {
        ReplyBuffer buffer = new ReplyBuffer();
        new RespEncoder(buffer).write(reply, version);
        return new String(buffer.toByteArray(), StandardCharsets.UTF_8);
    }
}
