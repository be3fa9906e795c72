package io.redispatterns.engine.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redispatterns.engine.util.Bytes;
import org.junit.jupiter.api.Test;

class LzfTest {

    /** "abc", then 12 bytes from 3 bytes before: the copy overlaps with itself. */
    private static final byte[] REPEATED = {2, 'a', 'b', 'c', (byte) 0xE0, 3, 2};

    @Test
    void readsWhatStandsThereAndWhatRepeats() {
        assertThat(Lzf.decompress(new byte[] {1, 'h', 'i'}, 2)).isEqualTo(Bytes.of("hi"));
        assertThat(Lzf.decompress(REPEATED, 15)).isEqualTo(Bytes.of("abcabcabcabcabc"));
        assertThat(Lzf.decompress(new byte[] {0, 'a', 0x20, 0}, 4)).isEqualTo(Bytes.of("aaaa"));
    }

    @Test
    void refusesWhatDoesNotFit() {
        refused(REPEATED, 14);
        refused(REPEATED, 16);
        refused(REPEATED, -1);
        refused(REPEATED, Long.MAX_VALUE);
        refused(new byte[] {5, 'a'}, 6);
        refused(new byte[] {0, 'a', 0x20}, 4);
        refused(new byte[] {0, 'a', 0x20, 1}, 4);
        refused(new byte[] {0x20, 0}, 3);
    }

    private static void refused(byte[] in, long length) {
        assertThatIllegalArgumentException().isThrownBy(() -> Lzf.decompress(in, length));
    }
}
