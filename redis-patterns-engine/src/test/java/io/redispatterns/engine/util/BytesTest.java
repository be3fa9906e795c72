package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BytesTest {

    @Test
    void aTextIsItsOwnLosslessText() {
        String text = "plain, äöü, 漢字, 😀";
        assertThat(Bytes.losslessText(Bytes.of(text))).isEqualTo(text);
        assertThat(Bytes.ofLossless(text)).isEqualTo(Bytes.of(text));
    }

    @Test
    void bytesThatAreNoTextComeBack() {
        byte[] bytes = {
            'a',
            (byte) 0xff,
            (byte) 0xc3,
            (byte) 0xa4,
            (byte) 0xe2,
            (byte) 0x82,
            'b',
            (byte) 0xed,
            (byte) 0xb2,
            (byte) 0x80
        };
        assertThat(Bytes.losslessText(bytes)).startsWith("a\uDCFFä").contains("b");
        assertThat(Bytes.ofLossless(Bytes.losslessText(bytes))).isEqualTo(bytes);
    }

    @Test
    void anyBytesComeBack() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(8)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) (random.nextBoolean() ? random.nextInt(0x80, 0x100) : random.nextInt());
            }
            assertThat(Bytes.ofLossless(Bytes.losslessText(bytes)))
                    .as("seed %d, %s", seed, Arrays.toString(bytes))
                    .isEqualTo(bytes);
        }
    }
}
