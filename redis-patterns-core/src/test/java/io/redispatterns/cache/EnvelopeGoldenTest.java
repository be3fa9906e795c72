package io.redispatterns.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.codec.GoldenIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that hold entries as they are stored: every version has to read those of all versions before it. A new file is a new
 * row here and in the index beside the files; {@code -Dgolden.write=true} writes those that are missing and changes none.
 */
class EnvelopeGoldenTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/golden/entry");
    private static final byte[] PAYLOAD = "{\"name\":\"Tromsø\"}".getBytes(UTF_8);
    private static final long TOKEN = 0x1122334455667788L;
    private static final Envelope.Facts PLAIN =
            new Envelope.Facts(1_790_000_000_000_000L, 600_000, 600_000, 1_500, List.of(), null, null);
    private static final Envelope.Facts TAGGED = new Envelope.Facts(
            1_790_000_000_000_001L,
            660_000,
            600_000,
            4_294_967_295L,
            List.of("country:NO", "größe"),
            "\"33a64df5\"",
            Instant.ofEpochMilli(1_789_999_999_123L));

    /**
     * @param token of the lease that it holds
     * @param expired whether it was made stale before its time
     */
    record Golden(String file, byte[] entry, Envelope.Facts facts, byte[] payload, long token, boolean expired) {

        Path path() {
            return DIRECTORY.resolve(file);
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Golden> files() {
        byte[] none = {};
        byte[] tagged = Envelope.ofValue(TAGGED, PAYLOAD);
        return Stream.of(
                new Golden("value.bin", Envelope.ofValue(PLAIN, PAYLOAD), PLAIN, PAYLOAD, 0, false),
                new Golden("tagged.bin", tagged, TAGGED, PAYLOAD, 0, false),
                new Golden("no-value.bin", Envelope.ofNoValue(PLAIN), PLAIN, none, 0, false),
                new Golden("chunked.bin", Envelope.ofChunks(PLAIN, PAYLOAD), PLAIN, PAYLOAD, 0, false),
                new Golden("leased.bin", marked(tagged, TOKEN, false), TAGGED, PAYLOAD, TOKEN, false),
                new Golden("paused.bin", marked(tagged, -1, false), TAGGED, PAYLOAD, Envelope.FAILED_TOKEN, false),
                new Golden("expired.bin", marked(tagged, 0, true), TAGGED, PAYLOAD, 0, true));
    }

    /** An entry as scripts leave it, which change the header in place. */
    private static byte[] marked(byte[] entry, long token, boolean expired) {
        byte[] marked = entry.clone();
        ByteBuffer.wrap(marked).putLong(4, token).putLong(12, token == 0 ? 0 : 1_790_000_010_000L);
        marked[20] = (byte) (token == 0 ? 0 : 1);
        marked[21] = (byte) (expired ? 1 : 0);
        return marked;
    }

    @BeforeAll
    static void writeMissingFiles() throws IOException {
        for (Golden golden : files().toList()) {
            if (Boolean.getBoolean("golden.write") && !Files.exists(golden.path())) {
                Files.write(golden.path(), golden.entry());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isRead(Golden golden) throws IOException {
        Envelope envelope = Envelope.read(Files.readAllBytes(golden.path()));
        assertThat(envelope.facts()).isEqualTo(golden.facts());
        assertThat(envelope.payload()).isEqualTo(golden.payload());
        assertThat(envelope.token()).isEqualTo(golden.token());
        assertThat(envelope.isExpired()).isEqualTo(golden.expired());
        assertThat(envelope.isNoValue()).isEqualTo(golden.file().startsWith("no-value"));
        assertThat(envelope.isChunked()).isEqualTo(golden.file().startsWith("chunked"));
        assertThat(envelope.isOnlyALease()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("files")
    void isWrittenTheSame(Golden golden) throws IOException {
        assertThat(golden.entry()).isEqualTo(Files.readAllBytes(golden.path()));
    }

    @Test
    void everyFileIsInTheIndexAndInTheTable() throws IOException {
        GoldenIndex.check(DIRECTORY, files().map(Golden::file).toList());
    }
}
