package io.redispatterns.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Crc64Test {

    @Test
    void isThatOfTheCatalogue() {
        assertThat(Crc64.of(Bytes.of("123456789"), 9)).isEqualTo(0xe9c6d914c4b8d9caL);
        assertThat(Crc64.of(Bytes.of("123456789 and more"), 9)).isEqualTo(0xe9c6d914c4b8d9caL);
        assertThat(Crc64.of(Bytes.EMPTY, 0)).isZero();
    }
}
