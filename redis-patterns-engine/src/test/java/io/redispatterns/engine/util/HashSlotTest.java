package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HashSlotTest {

    /** The check value that the CRC's catalogue and the cluster specification give. */
    @Test
    void isTheCrcOfXmodem() {
        assertThat(HashSlot.of(Bytes.of("123456789"))).isEqualTo(0x31C3 % HashSlot.COUNT);
    }

    @Test
    void looksAtWhatIsInBracesOnly() {
        assertThat(HashSlot.of(Bytes.of("foo{bar}x"))).isEqualTo(HashSlot.of(Bytes.of("bar")));
        assertThat(HashSlot.of(Bytes.of("{}x"))).isNotEqualTo(HashSlot.of(Bytes.EMPTY));
        assertThat(HashSlot.of(Bytes.of("a{b"))).isNotEqualTo(HashSlot.of(Bytes.of("b")));
    }
}
