package io.redispatterns.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files that hold the bytes as they are stored: every version has to read those of all versions before it, and to write
 * the same. A new file is a new row here and in the index beside the files; {@code -Dgolden.write=true} writes those
 * that are missing and changes none.
 */
class CodecGoldenTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/golden/codec");
    private static final String TEXT = "{\"name\":\"Tromsø\",\"visits\":17},".repeat(40);
    private static final Order ORDER = new Order(
            4_711L,
            Status.PAID,
            new BigDecimal("99.90"),
            Instant.parse("2026-02-28T23:59:59.123456789Z"),
            Duration.ofMinutes(90),
            List.of(new Line("Tromsø 𝄞", 2, 0.1), new Line("", -1, -1e300)),
            new byte[] {0, -1, 127, -128},
            null);

    enum Status {
        OPEN,
        PAID
    }

    record Line(String name, int count, double weight) {}

    record Order(
            long id,
            Status status,
            BigDecimal total,
            Instant placed,
            Duration window,
            List<Line> lines,
            byte[] signature,
            String note) {}

    /**
     * @param sameBytes how many of the first bytes are written the same for ever: all but those of compressed blocks,
     *     which another version of their library may make differently
     */
    record Golden<T>(String file, Codec<T> codec, T value, int sameBytes) {

        Path path() {
            return DIRECTORY.resolve(file);
        }

        void write() throws IOException {
            Files.write(path(), codec.encode(value));
        }

        @Override
        public String toString() {
            return file;
        }
    }

    private static final int ALL = Integer.MAX_VALUE;

    static Stream<Golden<?>> files() {
        return Stream.of(
                new Golden<>("order.json.bin", PayloadFormatTest.codec(PayloadFormat.JSON, Order.class), ORDER, ALL),
                new Golden<>("order.smile.bin", PayloadFormatTest.codec(PayloadFormat.SMILE, Order.class), ORDER, ALL),
                new Golden<>("order.cbor.bin", PayloadFormatTest.codec(PayloadFormat.CBOR, Order.class), ORDER, ALL),
                new Golden<>("map.json.bin", maps(PayloadFormat.JSON), Map.of("a", List.of(1, -1)), ALL),
                new Golden<>("map.smile.bin", maps(PayloadFormat.SMILE), Map.of("a", List.of(1, -1)), ALL),
                new Golden<>("map.cbor.bin", maps(PayloadFormat.CBOR), Map.of("a", List.of(1, -1)), ALL),
                new Golden<>("text.bin", StringCodec.INSTANCE, "Tromsø 𝄞", ALL),
                new Golden<>("bytes.bin", BytesCodec.INSTANCE, new byte[] {0, -1, 127, -128}, ALL),
                new Golden<>("plain.none.bin", compressed(CompressionAlgorithm.NONE), TEXT, ALL),
                new Golden<>("below-threshold.lz4.bin", compressed(CompressionAlgorithm.LZ4), "short", ALL),
                new Golden<>("text.lz4.bin", compressed(CompressionAlgorithm.LZ4), TEXT, 3),
                new Golden<>("text.zstd.bin", compressed(CompressionAlgorithm.ZSTD), TEXT, 3),
                new Golden<>(
                        "chunks.manifest.bin",
                        MANIFESTS,
                        Chunks.split(TEXT.getBytes(UTF_8), 500).manifest(),
                        ALL));
    }

    private static Codec<Map<String, List<Integer>>> maps(PayloadFormat format) {
        var type = JsonMapper.shared().getTypeFactory().constructParametricType(Map.class, String.class, List.class);
        return format.codec(JsonMapper.shared(), type);
    }

    private static Codec<String> compressed(CompressionAlgorithm algorithm) {
        return CompressedCodec.of(StringCodec.INSTANCE, Compression.of(algorithm));
    }

    static final Codec<ChunkManifest> MANIFESTS = new Codec<>() {
        @Override
        public byte[] encode(ChunkManifest value) {
            return value.encode();
        }

        @Override
        public ChunkManifest decode(byte[] source, int offset, int length) {
            return ChunkManifest.decode(source, offset, length);
        }
    };

    @BeforeAll
    static void writeMissingFiles() throws IOException {
        for (Golden<?> golden : files().toList()) {
            if (Boolean.getBoolean("golden.write") && !Files.exists(golden.path())) {
                golden.write();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isRead(Golden<?> golden) throws IOException {
        assertThat(golden.codec().decode(Files.readAllBytes(golden.path())))
                .usingRecursiveComparison()
                .isEqualTo(golden.value());
    }

    @ParameterizedTest
    @MethodSource("files")
    <T> void isWrittenTheSame(Golden<T> golden) throws IOException {
        byte[] stored = Files.readAllBytes(golden.path());
        byte[] written = golden.codec().encode(golden.value());
        int same = Math.min(golden.sameBytes(), stored.length);
        assertThat(written).startsWith(Arrays.copyOf(stored, same));
        assertThat(golden.sameBytes() == ALL ? written.length : same).isEqualTo(same);
    }

    @Test
    void everyFileIsInTheIndexAndInTheTable() throws IOException {
        GoldenIndex.check(DIRECTORY, files().map(Golden::file).toList());
    }
}
