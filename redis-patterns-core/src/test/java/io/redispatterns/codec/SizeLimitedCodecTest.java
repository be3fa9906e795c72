package io.redispatterns.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SizeLimitedCodecTest {

    private final Codec<String> codec = SizeLimitedCodec.of(StringCodec.INSTANCE, 6);

    @Test
    void writesUpToTheLimit() {
        assertThat(codec.encode("secret")).hasSize(6);
    }

    @Test
    void refusesMoreAndSaysNothingOfTheValue() {
        assertThatExceptionOfType(ValueTooLargeException.class)
                .isThrownBy(() -> codec.encode("secrets"))
                .withMessage("a value of 7 bytes is above the limit of 6")
                .satisfies(e -> assertThat(e.sizeBytes()).isEqualTo(7))
                .satisfies(e -> assertThat(e.limitBytes()).isEqualTo(6));
    }

    @Test
    void limitsWhatIsStored() {
        String text = "a".repeat(10_000);
        Compression lz4 = Compression.of(CompressionAlgorithm.LZ4);
        Codec<String> compressed = SizeLimitedCodec.of(CompressedCodec.of(StringCodec.INSTANCE, lz4), 100);
        assertThat(compressed.decode(compressed.encode(text))).isEqualTo(text);
    }

    @Test
    void readsWhatIsStored() {
        assertThat(codec.decode(StringCodec.INSTANCE.encode("longer than the limit")))
                .isEqualTo("longer than the limit");
    }

    @Test
    void theLimitIsAtLeastOneByte() {
        assertThatThrownBy(() -> SizeLimitedCodec.of(StringCodec.INSTANCE, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a limit of size is at least 1 byte, not 0");
    }
}
