package io.redispatterns.engine.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.redispatterns.engine.type.Value;
import java.util.Arrays;

/** Bytes of any kind: refused, or a value that can be written, and read again as what it is. */
class RdbFuzz {

    @FuzzTest
    void whatIsReadCanBeWritten(byte[] bytes) {
        Value value;
        try {
            value = read(bytes);
        } catch (IllegalArgumentException e) {
            return;
        }
        byte[] payload = DumpPayload.of(value);
        assertThat(DumpPayload.isIntact(payload)).isTrue();
        Value again = DumpPayload.read(payload, Payloads.LIMITS);
        assertThat(again.typeName()).isEqualTo(value.typeName());
        assertThat(DumpPayload.of(again)).hasSameSizeAs(DumpPayload.of(again.copy()));
    }

    private static Value read(byte[] bytes) {
        byte[] payload = Arrays.copyOf(bytes, bytes.length + 10);
        return DumpPayload.read(payload, Payloads.LIMITS);
    }
}
