package io.redispatterns.engine.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespDecoderTest {

    private static final RespLimits LIMITS = Decoding.LIMITS;
    private static final RespLimits BEFORE_LOGIN = new RespLimits(512 << 20, false);

    private static Decoding decode(String latin1) {
        return Decoding.whole(bytes(latin1), LIMITS);
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void arraysOfBulkStringsAreCommands() {
        assertThat(decode("*2\r\n$3\r\nGET\r\n$1\r\na\r\n*1\r\n$4\r\nPING\r\n").commands())
                .containsExactly(List.of("GET", "a"), List.of("PING"));
    }

    @Test
    void wordsAreBinaryAndMayBeEmpty() {
        assertThat(decode("*3\r\n$0\r\n\r\n$4\r\n\r\n\0\u00ff\r\n$1\r\n*\r\n").commands())
                .containsExactly(List.of("", "\r\n\0\u00ff", "*"));
    }

    @Test
    void arraysWithoutWordsArePassedOver() {
        assertThat(decode("*0\r\n*-1\r\n*-9223372036854775808\r\n*1\r\n$4\r\nPING\r\n")
                        .commands())
                .containsExactly(List.of("PING"));
    }

    @Test
    void theBytesOfLineEndsAreNotLookedAtAsRedisDoes() {
        assertThat(decode("*1\rX$4\rXPINGxxGET a\r\n").commands())
                .containsExactly(List.of("PING"), List.of("GET", "a"));
    }

    @Test
    void linesAreInlineCommands() {
        assertThat(decode("PING\r\n\r\n\n  SET a\t'b c' \n").commands())
                .containsExactly(List.of("PING"), List.of("SET", "a", "b c"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`*\r\n`             | invalid multibulk length",
                "`*x\r\n`            | invalid multibulk length",
                "`*01\r\n`           | invalid multibulk length",
                "`*+1\r\n`           | invalid multibulk length",
                "`*2147483648\r\n`   | invalid multibulk length",
                "`*9223372036854775808\r\n` | invalid multibulk length",
                "`*1\r\nx\r\n`       | `expected '$', got 'x'`",
                "`*1\r\n\u00ff\r\n`  | `expected '$', got '\u00ff'`",
                "`*1\r\n\r\n`        | `expected '$', got ' '`",
                "`*1\r\n\n\r\n`      | `expected '$', got ' '`",
                "`*1\r\n$\r\n`       | invalid bulk length",
                "`*1\r\n$-1\r\n`     | invalid bulk length",
                "`*1\r\n$536870913\r\n` | invalid bulk length",
                "`get \"a\r\n`       | unbalanced quotes in request",
                "`get 'a'b\r\n`      | unbalanced quotes in request"
            })
    void whatIsNoCommandGivesTheTextOfRedis(String input, String rule) {
        assertThat(decode(input).error()).isEqualTo("ERR Protocol error: " + rule);
    }

    @Test
    void linesEndWithin64Kilobytes() {
        String longest = "a".repeat(64 * 1024);
        assertThat(decode(longest + "\n").commands()).containsExactly(List.of(longest));
        assertThat(decode(longest + "a").error()).isEqualTo("ERR Protocol error: too big inline request");
        assertThat(decode("*" + longest).error()).isEqualTo("ERR Protocol error: too big mbulk count string");
        assertThat(decode("*1\r\n$" + longest).error()).isEqualTo("ERR Protocol error: too big bulk count string");
    }

    @Test
    void aZeroByteHidesTheEndOfItsLine() {
        assertThat(decode("GET a\0\r\nGET b\r\n")).isEqualTo(new Decoding(List.of(), null));
        assertThat(decode("*1\0\r\n" + "a".repeat(64 * 1024)).error())
                .isEqualTo("ERR Protocol error: too big mbulk count string");
    }

    @Test
    void beforeTheLoginOnlyFewShortWordsAreTaken() {
        assertThat(Decoding.whole(bytes("*11\r\n"), BEFORE_LOGIN).error())
                .isEqualTo("ERR Protocol error: unauthenticated multibulk length");
        assertThat(Decoding.whole(bytes("*10\r\n$16385\r\n"), BEFORE_LOGIN).error())
                .isEqualTo("ERR Protocol error: unauthenticated bulk length");
        assertThat(Decoding.whole(bytes("*10\r\n$16384\r\n"), BEFORE_LOGIN).error())
                .isNull();
    }

    @Test
    void aLineBreakInAnErrorWouldEndItAndBecomesABlank() {
        RespDecoder decoder = new RespDecoder();
        decoder.feed(bytes("*1\r\n\n\r\n"), 0, 7);
        assertThatThrownBy(() -> decoder.next(LIMITS))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        e -> assertThat(e.toReply())
                                .isEqualTo(bytes("-ERR Protocol error: expected '$', got ' '\r\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*2\r\n$3\r\nGET\r\n$1\r\na\r\n*0\r\n*1\r\n$4\r\nPING\r\n*3\r\n$0\r\n\r\n$2\r\n\r\n\r\n$1\r\nx\r\n",
                "PING\r\n\r\nSET 'a b' \"\\x41\\n\"\n*1\r\n$4\r\nQUIT\r\n get k\r\n",
                "*1\r\n$4\r\nPING\r\n*1\r\nGET\r\n",
                "*2\r\n$3\r\nGET\r\n$-5\r\n",
                "GET a\r\nGET \"a\r\n",
                "*1\r\n$4\0\r\nPING\r\n"
            })
    void aCutAnywhereChangesNothing(String input) {
        byte[] bytes = bytes(input);
        Decoding whole = Decoding.whole(bytes, LIMITS);
        for (int first = 1; first < bytes.length; first++) {
            for (int second = first; second < bytes.length; second++) {
                int a = first;
                int b = second;
                assertThat(Decoding.inPieces(bytes, LIMITS, from -> from < a ? a : from < b ? b : bytes.length))
                        .as("cut at %d and %d", a, b)
                        .isEqualTo(whole);
            }
        }
        assertThat(Decoding.inPieces(bytes, LIMITS, from -> from + 1)).isEqualTo(whole);
    }

    @Test
    void aLargeWordArrivesInPiecesOfAnySize() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] value = new byte[700_000];
        random.nextBytes(value);
        byte[] bytes =
                bytes("*2\r\n$3\r\nSET\r\n$700000\r\n" + new String(value, StandardCharsets.ISO_8859_1) + "\r\n");
        assertThat(Decoding.inPieces(bytes, LIMITS, from -> from + random.nextInt(1, 50_000)))
                .as("seed %d", seed)
                .isEqualTo(Decoding.whole(bytes, LIMITS));
    }

    @Test
    void manyWordsAreAllThere() {
        int count = 10_000;
        byte[] bytes = bytes("*" + count + "\r\n" + "$1\r\nx\r\n".repeat(count));
        Decoding decoding = Decoding.inPieces(bytes, LIMITS, from -> from + 1000);
        assertThat(decoding.commands()).hasSize(1);
        assertThat(decoding.commands().get(0)).hasSize(count).containsOnly("x");
    }

    @Test
    void whatIsClaimedTakesNoMemoryUntilItArrives() {
        RespDecoder decoder = new RespDecoder();
        byte[] claim = bytes("*2147483647\r\n$536870912\r\nx");
        decoder.feed(claim, 0, claim.length);
        assertThat(decoder.next(LIMITS)).isNull();
        assertThat(decoder.heldBytes()).isLessThan(64 * 1024);
    }

    @Test
    void betweenTwoCommandsNothingIsHeld() {
        RespDecoder decoder = new RespDecoder();
        for (byte[] piece : List.of(bytes("*1\r\n$4\r\nPI"), bytes("NG\r\nGE"), bytes("T a\r\n"))) {
            decoder.feed(piece, 0, piece.length);
            while (decoder.next(LIMITS) != null) {
                assertThat(decoder.heldBytes()).isZero();
            }
        }
        assertThat(decoder.heldBytes()).isZero();
    }

    @Test
    void theRestOfABatchCanBeKeptAndFedOn() {
        RespDecoder decoder = new RespDecoder();
        byte[] shared = bytes("GET a\r\nGET b\r\nGE");
        decoder.feed(shared, 0, shared.length);
        assertThat(Decoding.texts(decoder.next(LIMITS))).containsExactly("GET", "a");
        decoder.keep();
        Arrays.fill(shared, (byte) '?');
        byte[] more = bytes("T c\r\n");
        decoder.feed(more, 0, 1);
        decoder.feed(more, 1, more.length);
        assertThat(Decoding.texts(decoder.next(LIMITS))).containsExactly("GET", "b");
        assertThat(Decoding.texts(decoder.next(LIMITS))).containsExactly("GET", "c");
        assertThat(decoder.next(LIMITS)).isNull();
    }
}
