package io.redispatterns.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CompressedCodecTest {

    private static final String TEXT = "the same over and over; ".repeat(200);

    @ParameterizedTest
    @EnumSource
    void everyReaderReadsEveryAlgorithm(CompressionAlgorithm writing) {
        byte[] payload = codec(writing, 1).encode(TEXT);
        assertThat(payload[0]).isEqualTo(writing.id());
        for (CompressionAlgorithm configured : CompressionAlgorithm.values()) {
            assertThat(codec(configured, 1).decode(payload)).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void saysTheLengthBeforeCompression(CompressionAlgorithm algorithm) {
        byte[] payload = codec(algorithm, 1).encode(TEXT);
        assertThat(payload.length).isLessThan(TEXT.length() / 10);
        assertThat(Varint.read(payload, 1, payload.length)).isEqualTo(TEXT.length());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void leavesWhatIsBelowTheThreshold(CompressionAlgorithm algorithm) {
        assertThat(codec(algorithm, TEXT.length() + 1).encode(TEXT)[0]).isZero();
        assertThat(codec(algorithm, TEXT.length()).encode(TEXT)[0]).isNotZero();
    }

    @ParameterizedTest
    @EnumSource
    void leavesWhatDoesNotShrink(CompressionAlgorithm algorithm) {
        byte[] noise = new byte[5_000];
        new SplittableRandom(1).nextBytes(noise);
        Codec<byte[]> codec = CompressedCodec.of(BytesCodec.INSTANCE, new Compression(algorithm, 0));
        for (byte[] value : new byte[][] {noise, {}, {1}, {1, 2}}) {
            byte[] payload = codec.encode(value);
            assertThat(payload).hasSize(value.length + 1).startsWith(0);
            assertThat(codec.decode(payload)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsFromTheMiddleOfAnArray(CompressionAlgorithm algorithm) {
        byte[] payload = codec(algorithm, 1).encode(TEXT);
        byte[] longer = new byte[payload.length + 5];
        Arrays.fill(longer, (byte) 2);
        System.arraycopy(payload, 0, longer, 3, payload.length);
        assertThat(codec(algorithm, 1).decode(longer, 3, payload.length)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void refusesDamagedBlocks(CompressionAlgorithm algorithm) {
        byte[] payload = codec(algorithm, 1).encode(TEXT);
        for (int length = 0; length < payload.length; length++) {
            assertRefused(Arrays.copyOf(payload, length));
        }
        assertRefused(Arrays.copyOf(payload, payload.length + 1));
        byte[] longer = payload.clone();
        longer[1]++;
        assertRefused(longer);
        byte[] shorter = payload.clone();
        shorter[1]--;
        assertRefused(shorter);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void refusesToMakeRoomForMoreThanTheLimit(CompressionAlgorithm algorithm) {
        for (int length : new int[] {CompressedCodec.MAX_PLAIN_BYTES + 1, Integer.MAX_VALUE}) {
            byte[] bomb = new byte[20];
            bomb[0] = algorithm.id();
            Varint.write(length, bomb, 1);
            assertThatThrownBy(() -> codec(algorithm, 1).decode(bomb))
                    .isInstanceOf(DecodeException.class)
                    .hasMessage("a payload of " + length + " bytes before compression, above "
                            + CompressedCodec.MAX_PLAIN_BYTES);
        }
    }

    @Test
    void writesWhatIsAboveTheLimitPlain() {
        byte[] large = new byte[CompressedCodec.MAX_PLAIN_BYTES + 1];
        Codec<byte[]> codec = CompressedCodec.of(BytesCodec.INSTANCE, Compression.of(CompressionAlgorithm.LZ4));
        byte[] payload = codec.encode(large);
        assertThat(payload).hasSize(large.length + 1);
        assertThat(codec.decode(payload)).isEqualTo(large);
    }

    @Test
    void refusesAnUnknownAlgorithm() {
        assertThatThrownBy(() -> codec(CompressionAlgorithm.LZ4, 1).decode(new byte[] {3, 1, 1}))
                .isInstanceOf(DecodeException.class)
                .hasMessage("an unknown compression: 3");
    }

    @Test
    void refusesLengthsOfMoreThanOneForm() {
        byte[] payload = codec(CompressionAlgorithm.LZ4, 1).encode("a".repeat(100));
        byte[] longForm = new byte[payload.length + 1];
        longForm[0] = 1;
        longForm[1] = (byte) (100 | 0x80);
        System.arraycopy(payload, 2, longForm, 3, payload.length - 2);
        assertRefused(longForm);
        assertRefused(new byte[] {1, -1, -1, -1, -1, -1, 1});
    }

    @Test
    void namesTheLibraryThatIsMissing() throws Exception {
        String lz4 = "the compression lz4 needs at.yawk.lz4:lz4-java on the class path,"
                + " in a version that can run on this machine";
        assertThat(WithoutLibraries.complaint("lz4")).isEqualTo(lz4);
        assertThat(WithoutLibraries.complaint("zstd")).contains("com.github.luben:zstd-jni");
        assertThat(WithoutLibraries.complaint("none")).isEqualTo("fine");
        assertThat(WithoutLibraries.complaintOfReading("lz4")).isEqualTo(lz4);
        assertThat(WithoutLibraries.complaintOfReading("zstd")).contains("com.github.luben:zstd-jni");
    }

    @Test
    void lz4WorksWithoutNativeCode() throws Exception {
        Codec<String> codec = codec(CompressionAlgorithm.LZ4, 1);
        byte[] rewritten = WithoutLibraries.rewrittenInJava(codec.encode(TEXT));
        assertThat(rewritten[0]).isEqualTo(CompressionAlgorithm.LZ4.id());
        assertThat(codec.decode(rewritten)).isEqualTo(TEXT);
    }

    @Test
    void aThresholdIsNotNegative() {
        Compression compression = Compression.ofDefaults();
        assertThat(compression).isEqualTo(new Compression(CompressionAlgorithm.NONE, 1_024));
        assertThat(compression.withAlgorithm(CompressionAlgorithm.ZSTD).withThresholdBytes(0))
                .isEqualTo(new Compression(CompressionAlgorithm.ZSTD, 0));
        assertThatThrownBy(() -> compression.withThresholdBytes(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a threshold of compression is at least 0 bytes, not -1");
    }

    private static Codec<String> codec(CompressionAlgorithm algorithm, int thresholdBytes) {
        return CompressedCodec.of(StringCodec.INSTANCE, new Compression(algorithm, thresholdBytes));
    }

    private static void assertRefused(byte[] payload) {
        assertThatThrownBy(() -> codec(CompressionAlgorithm.NONE, 1).decode(payload))
                .as(Arrays.toString(payload))
                .isInstanceOf(DecodeException.class);
    }
}
