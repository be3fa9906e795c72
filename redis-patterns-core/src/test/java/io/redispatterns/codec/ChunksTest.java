package io.redispatterns.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChunksTest {

    @Test
    void joinsWhatItSplit() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            byte[] payload = new byte[random.nextInt(1, 3_000)];
            random.nextBytes(payload);
            int chunkBytes = random.nextInt(1, 3_500);
            Chunks chunks = Chunks.split(payload, chunkBytes);
            assertThat(chunks.chunks())
                    .as("seed %d, payload %d", seed, i)
                    .hasSize(chunks.manifest().chunks())
                    .allSatisfy(chunk -> assertThat(chunk).hasSizeBetween(1, chunkBytes));
            assertThat(sent(chunks).join()).as("seed %d, payload %d", seed, i).isEqualTo(payload);
        }
    }

    @Test
    void theManifestHasItsDocumentedForm() {
        ChunkManifest manifest =
                Chunks.split("123456789".getBytes(US_ASCII), 200).manifest();
        assertThat(HexFormat.ofDelimiter(" ").formatHex(manifest.encode())).isEqualTo("01 09 c8 01 e3 06 92 83");
        assertThat(manifest).isEqualTo(new ChunkManifest(9, 200, 0xe3069283));
    }

    @Test
    void refusesChunksThatAreNotThoseOfTheManifest() {
        Chunks old = Chunks.split("aaaabbbbcc".getBytes(US_ASCII), 4);
        Chunks young = Chunks.split("aaaaBBBBcc".getBytes(US_ASCII), 4);
        List<byte[]> whole = old.chunks();
        assertRefused(old.manifest(), young.chunks(), "chunks with another checksum than their manifest");
        assertRefused(old.manifest(), List.of(whole.get(1), whole.get(0), whole.get(2)), "checksum");
        assertRefused(old.manifest(), whole.subList(0, 2), "2 chunks instead of 3");
        assertRefused(old.manifest(), List.of(), "0 chunks instead of 3");
        assertRefused(
                old.manifest(), List.of(whole.get(0), whole.get(1), new byte[3]), "chunk 2 has 3 bytes instead of 2");
        List<byte[]> more = new ArrayList<>(whole);
        more.add(new byte[1]);
        assertRefused(old.manifest(), more, "4 chunks instead of 3");
    }

    @Test
    void aManifestThatCannotBeIsRefused() {
        byte[] manifest = new ChunkManifest(1_000, 100, 7).encode();
        for (int length = 0; length < manifest.length; length++) {
            assertRefused(Arrays.copyOf(manifest, length));
        }
        assertRefused(Arrays.copyOf(manifest, manifest.length + 1));
        assertRefused(new byte[] {2, 1, 1, 0, 0, 0, 0});
        assertRefused(new byte[] {1, 0, 1, 0, 0, 0, 0});
        assertRefused(new byte[] {1, 1, 0, 0, 0, 0, 0});
        assertRefused(new byte[] {1, -1, -1, -1, -1, 7, 1, 0, 0, 0, 0});
    }

    @Test
    void thereIsALimitToTheNumberOfChunks() {
        assertThat(new ChunkManifest(16_384, 1, 0).chunks()).isEqualTo(16_384);
        assertThat(new ChunkManifest(Integer.MAX_VALUE, Integer.MAX_VALUE, 0).chunks())
                .isOne();
        assertThatThrownBy(() -> new ChunkManifest(16_385, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a payload has at most 16384 chunks, not 16385 of 1 bytes");
        assertThatThrownBy(() -> Chunks.split(new byte[0], 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Chunks.split(new byte[1], 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** As they come back: the manifest from the middle of an entry. */
    private static Chunks sent(Chunks chunks) {
        byte[] manifest = chunks.manifest().encode();
        byte[] entry = new byte[manifest.length + 4];
        System.arraycopy(manifest, 0, entry, 2, manifest.length);
        return new Chunks(ChunkManifest.decode(entry, 2, manifest.length), chunks.chunks());
    }

    private static void assertRefused(ChunkManifest manifest, List<byte[]> chunks, String message) {
        assertThatThrownBy(() -> new Chunks(manifest, chunks).join())
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(message);
    }

    private static void assertRefused(byte[] manifest) {
        assertThatThrownBy(() -> ChunkManifest.decode(manifest, 0, manifest.length))
                .as(Arrays.toString(manifest))
                .isInstanceOf(DecodeException.class);
    }
}
