package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redispatterns.codec.DecodeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final HexFormat HEX = HexFormat.of();

    /** The string hi, of generation 0x0102030405060708, with a life of 70 s, fresh for 60 s, loaded in 1.5 ms. */
    private static final String PLAIN =
            "01000032" + "0000000000000000" + "0000000000000000" + "00" + "00" + "0102030405060708"
                    + "0000000000011170" + "000000000000ea60" + "000005dc" + "6869";

    private static final Envelope.Facts FACTS =
            new Envelope.Facts(0x0102030405060708L, 70_000, 60_000, 1_500, List.of(), null, null);

    private static final Envelope.Facts TAGGED = new Envelope.Facts(
            1, 2, 3, 4, List.of("country:PT", "größe"), "\"abc\"", Instant.ofEpochMilli(1_700_000_000_123L));

    @Test
    void writesTheDocumentedBytes() {
        assertThat(HEX.formatHex(Envelope.ofValue(FACTS, "hi".getBytes(UTF_8)))).isEqualTo(PLAIN);
        assertThat(HEX.formatHex(Envelope.ofNoValue(FACTS)))
                .isEqualTo("0101" + PLAIN.substring(4, PLAIN.length() - 4));
        assertThat(HEX.formatHex(Envelope.ofChunks(FACTS, "hi".getBytes(UTF_8))))
                .isEqualTo("0104" + PLAIN.substring(4));
    }

    @Test
    void readsTheDocumentedBytes() {
        Envelope envelope = Envelope.read(HEX.parseHex(PLAIN));
        assertThat(envelope.payload()).asString(UTF_8).isEqualTo("hi");
        assertThat(envelope.facts()).isEqualTo(FACTS);
        assertThat(envelope.token()).isEqualTo(Envelope.NO_TOKEN);
        assertThat(envelope.isNoValue()).isFalse();
        assertThat(envelope.isOnlyALease()).isFalse();
        assertThat(envelope.isChunked()).isFalse();
        assertThat(envelope.isExpired()).isFalse();
    }

    @Test
    void readsWhatScriptsHaveWrittenIntoTheHeader() {
        byte[] bytes = HEX.parseHex(PLAIN);
        Arrays.fill(bytes, 4, 12, (byte) 0xff);
        bytes[21] = 1;
        Envelope envelope = Envelope.read(bytes);
        assertThat(envelope.token()).isEqualTo(Envelope.FAILED_TOKEN);
        assertThat(envelope.isExpired()).isTrue();
        bytes[1] = 2;
        assertThat(Envelope.read(bytes).isOnlyALease()).isTrue();
    }

    @Test
    void keepsTagsAndValidators() {
        Envelope envelope = Envelope.read(Envelope.ofValue(TAGGED, new byte[] {7}));
        assertThat(envelope.facts()).isEqualTo(TAGGED);
        assertThat(envelope.payload()).containsExactly(7);
    }

    @Test
    void skipsFieldsItDoesNotKnow() {
        byte[] known = Envelope.ofValue(FACTS, "hi".getBytes(UTF_8));
        String withField = HEX.formatHex(known, 0, 2) + "0037" + HEX.formatHex(known, 4, 50) + "2a0002cafe" + "6869";
        Envelope envelope = Envelope.read(HEX.parseHex(withField));
        assertThat(envelope.tags()).isEmpty();
        assertThat(envelope.etag()).isNull();
        assertThat(envelope.payload()).asString(UTF_8).isEqualTo("hi");
    }

    @Test
    void readsTheHeadOfWhatIsLonger() {
        byte[] bytes = Envelope.ofValue(TAGGED, new byte[10]);
        assertThat(Envelope.head(Arrays.copyOf(bytes, Envelope.HEADER_BYTES)).generation())
                .isEqualTo(1);
        assertThat(Envelope.head(Arrays.copyOf(bytes, Envelope.HEADER_BYTES)).tags())
                .isEmpty();
        assertThat(Envelope.head(bytes).tags()).isEqualTo(TAGGED.tags());
    }

    @Test
    void refusesWhatItCannotRead() {
        refuses("");
        refuses("hi");
        refuses(HEX.formatHex(new byte[50]));
        refuses("02" + PLAIN.substring(2));
        refuses("0108" + PLAIN.substring(4));
        refuses("01000031" + PLAIN.substring(8));
        refuses("010000ff" + PLAIN.substring(8));
    }

    private static void refuses(String hex) {
        byte[] bytes = hex.equals("hi") ? "hi".getBytes(UTF_8) : HEX.parseHex(hex);
        assertThatThrownBy(() -> Envelope.read(bytes)).isInstanceOf(DecodeException.class);
    }

    @Test
    void refusesTagsThatDoNotFit() {
        Envelope.Facts tooMany =
                new Envelope.Facts(1, 2, 3, 4, List.of("x".repeat(40_000), "y".repeat(40_000)), null, null);
        assertThatThrownBy(() -> Envelope.ofNoValue(tooMany))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("80006");
    }
}
