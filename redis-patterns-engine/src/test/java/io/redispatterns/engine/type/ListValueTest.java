package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redispatterns.engine.util.Bytes;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListValueTest {

    private final ListValue list = new ListValue(ListLimits.of(-2));

    @ParameterizedTest
    @CsvSource({
        "0, 8192, 0",
        "1, 8192, 1",
        "128, 8192, 128",
        "2147483647, 8192, 32767",
        "-1, 4096, 2147483647",
        "-2, 8192, 2147483647",
        "-5, 65536, 2147483647",
        "-6, 65536, 2147483647",
        "-2147483648, 65536, 2147483647"
    })
    void theDirectiveStatesBytesOrEntries(int directive, int bytes, int entries) {
        assertThat(ListLimits.of(directive)).isEqualTo(new ListLimits(bytes, entries));
    }

    @Test
    void aMillionElementsAreKeptInFullNodes() {
        for (int i = 0; i < 1_000_000; i++) {
            list.addLast(Bytes.of("element:" + (10_000_000 + i)));
        }
        long content = 18L * list.size();
        long kept = 0;
        for (ListNode node = list.head(); node != null; node = node.next) {
            kept += node.elements.bytes.length + 64;
        }
        assertThat(kept).isLessThan(content * 105 / 100);
    }

    @Test
    void elementsAtBothEndsOfALongListAreReachedThroughFewNodes() {
        for (int i = 0; i < 100_000; i++) {
            list.addFirst(Bytes.of(i));
        }
        assertThat(Bytes.text(list.get(0))).isEqualTo("99999");
        assertThat(Bytes.text(list.get(99_999))).isEqualTo("0");
        assertThat(Bytes.text(list.get(50_000))).isEqualTo("49999");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(100_000));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(-1));
    }

    @Test
    void whatIsTakenAtOneEndAndAddedAtTheOtherNeedsNoMoreRoomForEver() {
        for (int i = 0; i < 20; i++) {
            list.addLast(Bytes.of("element" + i));
        }
        for (int i = 0; i < 10_000; i++) {
            list.addLast(list.removeFirst());
        }
        for (int i = 0; i < 10_000; i++) {
            list.addFirst(list.removeLast());
        }
        ListInvariants.check(list, ListLimits.of(-2), "");
        assertThat(list.nodes()).hasSize(1);
        assertThat(list.head())
                .isNotNull()
                .satisfies(node -> assertThat(node.elements.bytes.length).isLessThan(4 * node.elements.sizeBytes()));
    }

    @Test
    void aLargeElementStandsAloneAndLeavesTheOthersInSmallNodes() {
        for (int i = 0; i < 1000; i++) {
            list.addLast(Bytes.of("element" + i));
        }
        list.set(500, new byte[100_000]);
        list.set(502, new byte[100_000]);
        ListInvariants.check(list, ListLimits.of(-2), "");
        assertThat(list.get(500)).hasSize(100_000);
        assertThat(Bytes.text(list.get(501))).isEqualTo("element501");
        assertThat(Bytes.text(list.get(999))).isEqualTo("element999");
    }

    @Test
    void aCopyIsOnItsOwn() {
        list.addLast(Bytes.of("a"));
        ListValue copy = list.copy();
        copy.addFirst(Bytes.of("b"));
        list.addLast(Bytes.of("c"));
        assertThat(list.size()).isEqualTo(2);
        assertThat(Bytes.text(copy.get(0)) + Bytes.text(copy.get(1))).isEqualTo("ba");
    }

    @Test
    void nodesAreRedissOwnListpacks() {
        list.addFirst(Bytes.of("b"));
        list.addFirst(Bytes.of("1"));
        list.addLast(Bytes.of("c"));
        assertThat(list.nodes()).hasSize(1);
        assertThat(HexFormat.of().formatHex(list.nodes().get(0)))
                .isEqualTo("0f0000000300" + "0101" + "816202" + "816302" + "ff");
    }

    @Test
    void foreignNodesAreCheckedAndEmptyOnesLeftOut() {
        list.addNode(HexFormat.of().parseHex("070000000000ff"));
        assertThat(list.isEmpty()).isTrue();
        assertThat(list.nodes()).isEqualTo(List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> list.addNode(new byte[] {1, 2, 3}));
        list.addNode(HexFormat.of().parseHex("0a0000000100816102ff"));
        assertThat(Bytes.text(list.removeFirst())).isEqualTo("a");
        assertThat(list.isEmpty()).isTrue();
    }
}
