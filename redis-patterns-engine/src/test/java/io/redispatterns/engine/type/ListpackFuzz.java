package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.redispatterns.engine.util.Bytes;

/** Bytes of any kind: refused, or a listpack that can be walked both ways and changed. */
class ListpackFuzz {

    @FuzzTest
    void whatIsAcceptedCanBeUsed(byte[] bytes) {
        int elements = Listpack.validate(bytes);
        if (elements < 0) {
            return;
        }
        Listpack listpack = Listpack.of(bytes.clone());
        assertThat(listpack.toBytes()).isEqualTo(counted(bytes, elements));
        int at = listpack.first();
        for (int i = 0; i < elements; i++) {
            assertThat(listpack.get(at)).hasSize(listpack.length(at));
            assertThat(listpack.isEqual(at, listpack.get(at))).isTrue();
            assertThat(listpack.seek(i)).isEqualTo(at);
            at = listpack.next(at);
        }
        assertThat(at).isEqualTo(Listpack.NONE);
        change(listpack, elements);
    }

    /** The bytes with the number of elements, which they need not tell. */
    private static byte[] counted(byte[] bytes, int elements) {
        byte[] counted = bytes.clone();
        ListpackFormat.putShort(counted, 4, Math.min(elements, 0xFFFF));
        return counted;
    }

    private static void change(Listpack listpack, int elements) {
        int at = listpack.last();
        for (int i = elements - 1; i >= 0; i--) {
            listpack.replace(at, Bytes.of("replaced"));
            at = listpack.previous(at);
        }
        assertThat(at).isEqualTo(Listpack.NONE);
        assertThat(Listpack.validate(listpack.toBytes())).isEqualTo(elements);
        assertThat(elements == 0 || listpack.delete(listpack.first(), elements) == Listpack.NONE)
                .isTrue();
        assertThat(listpack.size()).isZero();
    }
}
