package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListpackTest {

    @Test
    void anEmptyListpackIsSevenBytes() {
        Listpack listpack = new Listpack();
        assertThat(hex(listpack)).isEqualTo("070000000000ff");
        assertThat(listpack.size()).isZero();
        assertThat(listpack.first()).isEqualTo(Listpack.NONE);
        assertThat(listpack.last()).isEqualTo(Listpack.NONE);
        assertThat(listpack.seek(0)).isEqualTo(Listpack.NONE);
        assertThat(listpack.seek(-1)).isEqualTo(Listpack.NONE);
        assertThat(listpack.find(Bytes.EMPTY, listpack.first(), 0)).isEqualTo(Listpack.NONE);
    }

    /** The entry's bytes, its back length included, as the specification has them. */
    @ParameterizedTest
    @CsvSource({
        "0, 0001",
        "127, 7f01",
        "128, c08002",
        "4095, cfff02",
        "4096, f1001003",
        "-1, dfff02",
        "-4096, d00002",
        "-4097, f1ffef03",
        "32767, f1ff7f03",
        "-32768, f1008003",
        "32768, f200800004",
        "8388607, f2ffff7f04",
        "-8388608, f200008004",
        "8388608, f30000800005",
        "2147483647, f3ffffff7f05",
        "-2147483648, f30000008005",
        "2147483648, f4000000800000000009",
        "9223372036854775807, f4ffffffffffffff7f09",
        "-9223372036854775808, f4000000000000008009",
    })
    void integersTakeTheSmallestEncoding(long number, String entry) {
        Listpack listpack = of(Long.toString(number));
        assertThat(hex(listpack)).isEqualTo(framed(entry));
        assertThat(listpack.isInteger(listpack.first())).isTrue();
        assertThat(listpack.getLong(listpack.first())).isEqualTo(number);
        assertThat(text(listpack)).containsExactly(Long.toString(number));
        assertThat(listpack.length(listpack.first()))
                .isEqualTo(Long.toString(number).length());

        Listpack appended = new Listpack();
        appended.append(number);
        assertThat(hex(appended)).isEqualTo(hex(listpack));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "-0", "00", "+1", " 1", "1 ", "9223372036854775808", "-9223372036854775809", "1.0"})
    void whatIsNoStrictIntegerStaysAString(String string) {
        Listpack listpack = of(string);
        assertThat(listpack.isInteger(listpack.first())).isFalse();
        assertThat(text(listpack)).containsExactly(string);
        assertThat(listpack.length(listpack.first())).isEqualTo(string.length());
    }

    /** Lengths around each limit of the string encodings and of the back length. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 1",
        "63, 1, 1",
        "64, 2, 1",
        "125, 2, 1",
        "126, 2, 2",
        "4095, 2, 2",
        "4096, 5, 2",
        "16377, 5, 2",
        "16378, 5, 3",
        "2097145, 5, 3",
        "2097146, 5, 4",
    })
    void stringsTakeTheSmallestHead(int length, int head, int backLength) {
        Listpack listpack = of("a".repeat(length), "behind");
        assertThat(listpack.next(listpack.first())).isEqualTo(6 + head + length + backLength);
        assertThat(listpack.previous(listpack.last())).isEqualTo(listpack.first());
        assertThat(listpack.length(listpack.first())).isEqualTo(length);
        assertThat(Listpack.validate(listpack.toBytes())).isEqualTo(2);
    }

    @Test
    void stringsAreLaidOutAsSpecified() {
        assertThat(hex(of("abc"))).isEqualTo(framed("8361626304"));
        assertThat(hex(of("a".repeat(64)))).isEqualTo(framed("e040" + "61".repeat(64) + "42"));
        assertThat(hex(of("a".repeat(126)))).isEqualTo(framed("e07e" + "61".repeat(126) + "0180"));
        assertThat(hex(of("a".repeat(4096)))).isEqualTo(framed("f000100000" + "61".repeat(4096) + "2085"));
    }

    @Test
    void isWalkedInBothDirections() {
        Listpack listpack = of("a", "1", "b", "-5000");
        assertThat(text(listpack)).containsExactly("a", "1", "b", "-5000");
        assertThat(backwards(listpack)).containsExactly("-5000", "b", "1", "a");
    }

    @Test
    void seeksFromTheNearerEnd() {
        Listpack listpack = of("a", "b", "c", "d", "e");
        for (int i = 0; i < 5; i++) {
            String expected = String.valueOf((char) ('a' + i));
            assertThat(Bytes.text(listpack.get(listpack.seek(i)))).isEqualTo(expected);
            assertThat(Bytes.text(listpack.get(listpack.seek(i - 5)))).isEqualTo(expected);
        }
        assertThat(listpack.seek(5)).isEqualTo(Listpack.NONE);
        assertThat(listpack.seek(-6)).isEqualTo(Listpack.NONE);
    }

    @Test
    void findsStringsAndNumbers() {
        Listpack listpack = of("a", "12", "12", "b");
        assertThat(listpack.find(Bytes.of("12"), listpack.first(), 0)).isEqualTo(listpack.seek(1));
        assertThat(listpack.find(Bytes.of("b"), listpack.first(), 0)).isEqualTo(listpack.seek(3));
        assertThat(listpack.find(Bytes.of("c"), listpack.first(), 0)).isEqualTo(Listpack.NONE);
        assertThat(listpack.find(Bytes.of("13"), listpack.first(), 0)).isEqualTo(Listpack.NONE);
        assertThat(listpack.isEqual(listpack.seek(1), Bytes.of("12"))).isTrue();
        assertThat(listpack.isEqual(listpack.seek(1), Bytes.of("a"))).isFalse();
        assertThat(listpack.isEqual(listpack.seek(0), Bytes.of("a"))).isTrue();
    }

    @Test
    void findingCanPassOverValues() {
        Listpack listpack = of("a", "x", "x", "b");
        assertThat(listpack.find(Bytes.of("x"), listpack.first(), 1)).isEqualTo(listpack.seek(2));
        assertThat(listpack.find(Bytes.of("b"), listpack.first(), 1)).isEqualTo(Listpack.NONE);
    }

    @Test
    void insertsReplacesAndDeletes() {
        Listpack listpack = of("b", "d");
        listpack.insertBefore(listpack.first(), Bytes.of("a"));
        int c = listpack.insertAfter(listpack.seek(1), Bytes.of("c"));
        assertThat(text(listpack)).containsExactly("a", "b", "c", "d");
        listpack.replace(c, Bytes.of("a much longer string than before"));
        listpack.replace(listpack.first(), 1_000_000);
        assertThat(text(listpack)).containsExactly("1000000", "b", "a much longer string than before", "d");
        assertThat(listpack.delete(listpack.seek(1))).isEqualTo(listpack.seek(1));
        assertThat(listpack.delete(listpack.last())).isEqualTo(Listpack.NONE);
        assertThat(text(listpack)).containsExactly("1000000", "a much longer string than before");
        assertThat(listpack.delete(listpack.first(), 5)).isEqualTo(Listpack.NONE);
        assertThat(hex(listpack)).isEqualTo("070000000000ff");
    }

    @Test
    void aCopyChangesAlone() {
        Listpack listpack = of("a");
        Listpack copy = listpack.copy();
        copy.append(Bytes.of("b"));
        assertThat(text(listpack)).containsExactly("a");
        assertThat(text(copy)).containsExactly("a", "b");
    }

    @Test
    void growsOnlyToAGigabyte() {
        Listpack listpack = new Listpack();
        assertThat(listpack.mayGrowBy((1 << 30) - listpack.sizeBytes())).isTrue();
        assertThat(listpack.mayGrowBy((1 << 30) - listpack.sizeBytes() + 1)).isFalse();
        assertThat(listpack.mayGrowBy(Long.MAX_VALUE / 2)).isFalse();
    }

    @Test
    void countsMoreElementsThanTheHeaderCan() {
        Listpack listpack = new Listpack();
        for (int i = 0; i < 70_000; i++) {
            listpack.append(i % 100);
        }
        assertThat(listpack.size()).isEqualTo(70_000);
        assertThat(hex(listpack).substring(0, 12)).isEqualTo("e7220200ffff");
        assertThat(Listpack.of(listpack.toBytes()).size()).isEqualTo(70_000);
    }

    @Test
    void readsItsOwnBytesAgain() {
        Listpack listpack = of("a", "1", "x".repeat(5000), "-9223372036854775808");
        Listpack read = Listpack.of(listpack.toBytes());
        assertThat(text(read)).isEqualTo(text(listpack));
        assertThat(read.sizeBytes()).isEqualTo(listpack.sizeBytes());
    }

    /** Redis writes integers as such, but reads them from strings too. */
    @Test
    void readsEncodingsThatItWouldNotWrite() {
        Listpack listpack = Listpack.of(bytes(framed("813502")));
        assertThat(listpack.find(Bytes.of("5"), listpack.first(), 0)).isEqualTo(listpack.first());
        Listpack wide = Listpack.of(bytes(framed("f4050000000000000009")));
        assertThat(wide.find(Bytes.of("5"), wide.first(), 0)).isEqualTo(wide.first());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "ff",
                "0600000000ff", // too short for a header
                "080000000000ff", // another size than stated
                "07000000000000", // no end
                "070000000100ff", // fewer elements than stated
                "0900000000000001ff", // more elements than stated
                "0800000001007fff", // no back length
                "09000000010000" + "02ff", // back length of another size
                "0900000001008201ff", // string longer than the bytes
                "0900000001" + "00f501ff", // unknown encoding
                "0c00000001" + "00f0ffffffff05ff", // string of negative length
                "0c00000001" + "00f0ffffff7f05ff", // string of two gigabytes
                "0800000001" + "00f1ff", // integer without bytes
                "0a0000000100" + "810085ff", // back length that goes on in front of itself
            })
    void refusesWhatIsNoListpack(String hex) {
        assertThat(Listpack.validate(bytes(hex))).isEqualTo(-1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Listpack.of(bytes(hex)))
                .withMessageContaining(hex.length() / 2 + " bytes");
    }

    private static Listpack of(String... elements) {
        Listpack listpack = new Listpack();
        for (String element : elements) {
            listpack.append(Bytes.of(element));
        }
        assertThat(Listpack.validate(listpack.toBytes())).isEqualTo(elements.length);
        return listpack;
    }

    private static List<String> text(Listpack listpack) {
        List<String> elements = new ArrayList<>();
        for (int at = listpack.first(); at != Listpack.NONE; at = listpack.next(at)) {
            elements.add(Bytes.text(listpack.get(at)));
        }
        return elements;
    }

    private static List<String> backwards(Listpack listpack) {
        List<String> elements = new ArrayList<>();
        for (int at = listpack.last(); at != Listpack.NONE; at = listpack.previous(at)) {
            elements.add(Bytes.text(listpack.get(at)));
        }
        return Collections.unmodifiableList(elements);
    }

    /** The hexadecimal digits of a listpack of one entry. */
    private static String framed(String entry) {
        int size = entry.length() / 2 + 7;
        byte[] header = {(byte) size, (byte) (size >> 8), (byte) (size >> 16), 0, 1, 0};
        return HexFormat.of().formatHex(header) + entry + "ff";
    }

    private static String hex(Listpack listpack) {
        return HexFormat.of().formatHex(listpack.toBytes());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
