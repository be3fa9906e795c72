package io.redispatterns.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** Golden bytes: if this test fails, values stored by earlier releases cannot be read any more. */
    @Test
    void writesTheBytesOfVersion1() {
        assertThat(HEX.formatHex(Envelope.wrap("hi".getBytes(UTF_8)))).isEqualTo("01 00 03 68 69");
        assertThat(HEX.formatHex(Envelope.wrap(new byte[0]))).isEqualTo("01 00 03");
        assertThat(HEX.formatHex(Envelope.noValue())).isEqualTo("01 01 03");
    }

    @Test
    void readsTheBytesOfVersion1() {
        byte[] enveloped = HEX.parseHex("01 00 03 68 69");
        assertThat(Envelope.payloadOffset(enveloped)).isEqualTo(3);
        assertThat(Envelope.isNoValue(enveloped)).isFalse();
        byte[] noValue = HEX.parseHex("01 01 03");
        assertThat(Envelope.payloadOffset(noValue)).isEqualTo(3);
        assertThat(Envelope.isNoValue(noValue)).isTrue();
    }

    @Test
    void skipsFieldsAndFlagsItMayIgnore() {
        byte[] enveloped = HEX.parseHex("01 f0 06 07 01 ff 68 69");
        int offset = Envelope.payloadOffset(enveloped);
        assertThat(StringCodec.INSTANCE.decode(enveloped, offset, enveloped.length - offset))
                .isEqualTo("hi");
    }

    @Test
    void readsTheLongestHeader() {
        byte[] enveloped = new byte[256];
        enveloped[0] = 1;
        enveloped[2] = (byte) 255;
        assertThat(Envelope.payloadOffset(enveloped)).isEqualTo(255);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "01 00",
                "02 00 03 68 69",
                "00 00 03",
                "01 02 03 68 69",
                "01 08 03 68 69",
                "01 00 02 68 69",
                "01 00 00",
                "01 00 09 68 69",
                "01 01 03 68 69",
                "7b 22 61 22 7d"
            })
    void refusesEverythingElse(String hex) {
        byte[] bytes = hex.isEmpty() ? new byte[0] : HEX.parseHex(hex);
        assertThatThrownBy(() -> Envelope.payloadOffset(bytes)).isInstanceOf(DecodeException.class);
    }
}
