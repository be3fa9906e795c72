package io.redispatterns.engine.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redispatterns.engine.type.HashValue;
import io.redispatterns.engine.type.ListpackLimits;
import io.redispatterns.engine.util.Bytes;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes of which fields expire, in the layouts of Redis 7.4. */
class ExpiringHashPayloadTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 128})
    void fieldsKeepTheirExpiries(int listpackEntries) {
        HashValue hash = hash(new ListpackLimits(listpackEntries, 64));
        byte[] payload = DumpPayload.of(hash);
        assertThat(payload[0]).isEqualTo((byte) (listpackEntries == 0 ? 24 : 25));
        assertThat(payload[payload.length - 10]).isEqualTo((byte) 12);
        assertThat(DumpPayload.isIntact(payload)).isTrue();
        HashValue read = (HashValue) DumpPayload.read(payload, Payloads.LIMITS);
        assertThat(read.encoding()).isEqualTo("listpackex");
        assertThat(read.firstExpiry()).isEqualTo(1000);
        assertThat(fields(read)).isEqualTo(fields(hash)).hasSize(3);
    }

    @Test
    void withoutExpiriesItIsWhatOlderVersionsKnow() {
        HashValue hash = hash(Payloads.LISTPACK);
        hash.expireAt(Bytes.of("soon"), HashValue.NEVER);
        hash.expireAt(Bytes.of("late"), HashValue.NEVER);
        byte[] payload = DumpPayload.of(hash);
        assertThat(payload[0]).isEqualTo((byte) 4);
        assertThat(payload[payload.length - 10]).isEqualTo((byte) 10);
    }

    @Test
    void theLayoutIsThatOfRedis() {
        HashValue hash = new HashValue();
        hash.set(Bytes.of("f"), Bytes.of("v"), ListpackLimits.NONE);
        hash.expireAt(Bytes.of("f"), 1000);
        byte[] expected = Payloads.of(24, "E803000000000000 01 01 01 66 01 76");
        assertThat(DumpPayload.of(hash)).startsWith(Arrays.copyOf(expected, expected.length - 10));
    }

    @ParameterizedTest
    @CsvSource({
        // No field; a field twice; an expiry that is none, or too late.
        "24, E803000000000000 00",
        "24, E803000000000000 02 00 01 66 01 76 00 01 66 01 76",
        "24, 0000000000000000 01 01 01 66 01 76",
        "24, 00000000000000FF 01 01 01 66 01 76",
        "24, FFFFFFFFFFFFFF7F 01 02 01 66 01 76",
        // A listpack without fields, of two elements, with an expiry that is none or out of order.
        "25, E803000000000000 07 07000000 0000 FF",
        "25, E803000000000000 0D 0D000000 0200 8166 02 8176 02 FF",
        "25, E803000000000000 10 10000000 0300 8166 02 8176 02 8178 02 FF",
        "25, E803000000000000 17 17000000 0600 8166 02 8176 02 05 01 8167 02 8176 02 04 01 FF",
        "25, E803000000000000 17 17000000 0600 8166 02 8176 02 05 01 8166 02 8176 02 06 01 FF"
    })
    void whatContradictsItselfIsRefused(int type, String hex) {
        byte[] payload = Payloads.of(type, hex);
        assertThatIllegalArgumentException().isThrownBy(() -> DumpPayload.read(payload, Payloads.LIMITS));
    }

    private static HashValue hash(ListpackLimits limits) {
        HashValue hash = new HashValue();
        hash.set(Bytes.of("stays"), Bytes.of("1"), limits);
        hash.set(Bytes.of("late"), Bytes.of("2"), limits);
        hash.set(Bytes.of("soon"), Bytes.of("3"), limits);
        hash.expireAt(Bytes.of("late"), 5_000_000_000L);
        hash.expireAt(Bytes.of("soon"), 1000);
        return hash;
    }

    private static Map<String, String> fields(HashValue hash) {
        Map<String, String> fields = new TreeMap<>();
        hash.forEachField((field, value, expireAtMillis) ->
                fields.put(Bytes.text(field), Bytes.text(value) + " until " + expireAtMillis));
        return fields;
    }
}
