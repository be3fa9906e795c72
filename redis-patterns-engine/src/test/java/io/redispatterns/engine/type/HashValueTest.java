package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashValueTest {

    private static final ListpackLimits LIMITS = new ListpackLimits(128, 64);
    private static final ListpackLimits NO_LISTPACK = new ListpackLimits(0, 64);

    @Test
    void moreFieldsThanTheLimitMakeAHashTable() {
        HashValue hash = filled(128, LIMITS);
        assertThat(hash.encoding()).isEqualTo("listpack");
        set(hash, "f0", "changed", LIMITS);
        assertThat(hash.encoding()).isEqualTo("listpack");
        set(hash, "f128", "128", LIMITS);
        assertThat(hash.encoding()).isEqualTo("hashtable");
        assertThat(hash.size()).isEqualTo(129);
    }

    @ParameterizedTest
    @CsvSource({"64, 64, listpack", "65, 1, hashtable", "1, 65, hashtable"})
    void longerStringsThanTheLimitMakeAHashTable(int fieldLength, int valueLength, String encoding) {
        HashValue hash = filled(3, LIMITS);
        set(hash, "x".repeat(fieldLength), "y".repeat(valueLength), LIMITS);
        assertThat(hash.encoding()).isEqualTo(encoding);
        assertThat(hash.size()).isEqualTo(4);
    }

    @Test
    void aHashTableStaysOne() {
        HashValue hash = filled(129, LIMITS);
        for (int i = 0; i < 128; i++) {
            assertThat(hash.remove(Bytes.of("f" + i))).isTrue();
        }
        set(hash, "f128", "1", LIMITS);
        assertThat(hash.encoding()).isEqualTo("hashtable");
    }

    @Test
    void lowerLimitsCountFromTheNextChangeOn() {
        HashValue hash = filled(5, LIMITS);
        set(hash, "f0", "1", new ListpackLimits(4, 64));
        assertThat(hash.encoding()).isEqualTo("hashtable");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 200})
    void aCopyChangesAlone(int size) {
        HashValue hash = filled(size, LIMITS);
        HashValue copy = hash.copy();
        assertThat(content(copy)).isEqualTo(content(hash));
        assertThat(copy.encoding()).isEqualTo(hash.encoding());
        set(copy, "f0", "changed", LIMITS);
        copy.remove(Bytes.of("f1"));
        assertThat(hash.get(Bytes.of("f0"))).isEqualTo(Bytes.of("0"));
        assertThat(hash.contains(Bytes.of("f1"))).isTrue();
    }

    /** Listpack, drawing from a table until enough differ, shuffling a table. */
    @ParameterizedTest
    @CsvSource({"20, 7, 128", "20, 19, 128", "300, 10, 0", "300, 250, 0", "300, 299, 0"})
    void samplesDifferentFieldsAndEachSometimes(int size, int count, int limit) {
        long seed = 7;
        HashValue hash = filled(size, new ListpackLimits(limit, 64));
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> everSeen = new HashSet<>();
        for (int round = 0; round < 4_000; round++) {
            Map<String, String> sample = new LinkedHashMap<>();
            hash.sample(random, count, (field, value) -> sample.put(Bytes.text(field), Bytes.text(value)));
            assertThat(sample).as("seed %s", seed).hasSize(count);
            sample.forEach((field, value) -> assertThat(field).isEqualTo("f" + value));
            everSeen.addAll(sample.keySet());
        }
        assertThat(everSeen).as("seed %s", seed).hasSize(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 128})
    void aSampleAsLargeAsTheHashIsAllOfIt(int limit) {
        HashValue hash = filled(10, new ListpackLimits(limit, 64));
        for (long count : new long[] {10, 11, Long.MAX_VALUE}) {
            List<String> fields = new ArrayList<>();
            hash.sample(new SplittableRandom(1), count, (field, value) -> fields.add(Bytes.text(field)));
            assertThat(fields).containsExactlyInAnyOrderElementsOf(content(hash).keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 128})
    void drawsAgainAndAgain(int limit) {
        HashValue hash = filled(4, new ListpackLimits(limit, 64));
        List<String> fields = new ArrayList<>();
        hash.draw(new SplittableRandom(3), 200, (field, value) -> {
            assertThat(Bytes.text(field)).isEqualTo("f" + Bytes.text(value));
            fields.add(Bytes.text(field));
        });
        assertThat(fields).hasSize(200).containsOnly("f0", "f1", "f2", "f3").contains("f0", "f1", "f2", "f3");
        new HashValue().draw(new SplittableRandom(3), 5, (field, value) -> fields.clear());
        assertThat(fields).hasSize(200);
    }

    @Test
    void aListpackIsScannedAtOnce() {
        HashValue hash = filled(100, LIMITS);
        List<String> seen = new ArrayList<>();
        assertThat(hash.scan(12345, (field, value) -> seen.add(Bytes.text(field))))
                .isZero();
        assertThat(seen).containsExactlyElementsOf(content(hash).keySet());
    }

    /** Between the steps the table grows to ten times its size, or shrinks to a tenth, or stays. */
    @ParameterizedTest
    @CsvSource({"1, 100, 20", "2, 2000, -30", "3, 500, 3", "4, 500, -3", "5, 1000, 0"})
    void whatStaysIsSeenHoweverTheTableChanges(long seed, int size, int drift) {
        HashValue hash = filled(size, NO_LISTPACK);
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> seen = new HashSet<>();
        long cursor = 0;
        do {
            cursor = hash.scan(cursor, (field, value) -> seen.add(Bytes.text(field)));
            for (int i = 0; i < Math.abs(drift); i++) {
                addOrRemove(hash, random, size, drift > 0);
            }
        } while (cursor != 0);
        for (int i = 0; i < size; i += 10) {
            assertThat(seen).as("seed %s", seed).contains("f" + i);
        }
    }

    /** Leaves every tenth field. */
    private static void addOrRemove(HashValue hash, SplittableRandom random, int size, boolean add) {
        int other = random.nextInt(size);
        if (add && hash.size() < 10 * size) {
            set(hash, "new" + random.nextInt(), "", NO_LISTPACK);
        } else if (!add && other % 10 != 0) {
            hash.remove(Bytes.of("f" + other));
        }
    }

    @Test
    void aListpackWithExpiriesIsInTheirOrder() {
        HashValue hash = filled(6, LIMITS);
        hash.expireAt(Bytes.of("f3"), 300);
        hash.expireAt(Bytes.of("f1"), 100);
        hash.expireAt(Bytes.of("f5"), 200);
        hash.expireAt(Bytes.of("f0"), 200);
        hash.expireAt(Bytes.of("nope"), 50);
        assertThat(hash.encoding()).isEqualTo("listpackex");
        assertThat(content(hash).keySet()).containsExactly("f1", "f5", "f0", "f3", "f2", "f4");
        set(hash, "f1", "stays", LIMITS);
        hash.setKeepingExpiry(Bytes.of("f5"), Bytes.of("new"), LIMITS);
        hash.expireAt(Bytes.of("f3"), 150);
        hash.expireAt(Bytes.of("f0"), HashValue.NEVER);
        assertThat(content(hash).toString()).isEqualTo("{f3=3, f5=new, f2=2, f4=4, f1=stays, f0=0}");
        assertThat(hash.firstExpiry()).isEqualTo(150);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 128})
    void expiredFieldsGoSoonestFirst(int limit) {
        HashValue hash = filled(10, new ListpackLimits(limit, 64));
        assertThat(hash.firstExpiry()).isEqualTo(HashValue.NEVER);
        for (int i = 0; i < 5; i++) {
            hash.expireAt(Bytes.of("f" + i), 500 - 100 * i);
        }
        assertThat(texts(hash.removeExpired(100, 10))).isEmpty();
        assertThat(texts(hash.removeExpired(301, 2))).containsExactly("f4", "f3");
        assertThat(texts(hash.removeExpired(301, 2))).containsExactly("f2");
        assertThat(hash.firstExpiry()).isEqualTo(400);
        assertThat(texts(hash.removeExpired(HashValue.NEVER, 100))).containsExactly("f1", "f0");
        assertThat(hash.firstExpiry()).isEqualTo(HashValue.NEVER);
        assertThat(hash.size()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 128})
    void aCopyKeepsExpiriesOfItsOwn(int limit) {
        HashValue hash = filled(10, new ListpackLimits(limit, 64));
        hash.expireAt(Bytes.of("f1"), 100);
        HashValue copy = hash.copy();
        assertThat(copy.removeExpired(200, 10)).hasSize(1);
        assertThat(hash.expiry(Bytes.of("f1"))).isEqualTo(100);
        assertThat(hash.contains(Bytes.of("f1"))).isTrue();
        assertThat(copy.encoding()).isEqualTo(hash.encoding());
    }

    @Test
    void expiriesOutliveTheListpack() {
        HashValue hash = filled(128, LIMITS);
        hash.expireAt(Bytes.of("f7"), 700);
        hash.expireAt(Bytes.of("f9"), 900);
        set(hash, "f128", "128", LIMITS);
        assertThat(hash.encoding()).isEqualTo("hashtable");
        assertThat(hash.expiry(Bytes.of("f7"))).isEqualTo(700);
        assertThat(hash.expiry(Bytes.of("f8"))).isEqualTo(HashValue.NEVER);
        assertThat(hash.removeExpired(901, 10)).hasSize(2);
    }

    @Test
    void aListpackGoesAwayAndComesBack() {
        HashValue hash = filled(20, LIMITS);
        byte[] bytes = hash.toListpack();
        assertThat(bytes).isNotNull();
        assertThat(content(HashValue.ofListpack(bytes.clone(), LIMITS))).isEqualTo(content(hash));
        assertThat(HashValue.ofListpack(bytes.clone(), NO_LISTPACK).encoding()).isEqualTo("hashtable");
        hash.expireAt(Bytes.of("f1"), 100);
        assertThat(hash.toListpack()).isNull();
        assertThat(filled(20, NO_LISTPACK).toListpack()).isNull();
    }

    @Test
    void foreignListpacksAreChecked() {
        assertThat(refusal()).contains("0 elements");
        assertThat(refusal("a", "1", "b")).contains("3 elements");
        assertThat(refusal("a", "1", "b", "2", "a", "3")).contains("twice");
        assertThatThrownBy(() -> HashValue.ofListpack(new byte[] {1, 2, 3}, LIMITS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String refusal(String... elements) {
        Listpack listpack = new Listpack();
        for (String element : elements) {
            listpack.append(Bytes.of(element));
        }
        return catchThrowableOfType(
                        IllegalArgumentException.class, () -> HashValue.ofListpack(listpack.toBytes(), LIMITS))
                .getMessage();
    }

    /** Around the places where the length of the field takes another byte. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 129, 16_383, 16_384, 2_097_151, 2_097_152})
    void fieldAndValueAreToldApartHoweverLongTheyAre(int length) {
        HashValue hash = new HashValue();
        byte[] field = new byte[length];
        Arrays.fill(field, (byte) 0x80);
        hash.set(field, Bytes.of("v"), NO_LISTPACK);
        hash.set(Bytes.of("other"), new byte[length], NO_LISTPACK);
        assertThat(hash.get(field)).isEqualTo(Bytes.of("v"));
        assertThat(hash.valueLength(Bytes.of("other"))).isEqualTo(length);
        hash.forEach((name, value) -> assertThat(name.length + value.length).isIn(length + 1, length + 5));
        assertThat(hash.set(field, new byte[0], NO_LISTPACK)).isFalse();
        assertThat(hash.valueLength(field)).isZero();
        assertThat(hash.remove(field)).isTrue();
        assertThat(hash.size()).isEqualTo(1);
    }

    private static List<String> texts(List<byte[]> words) {
        return words.stream().map(Bytes::text).toList();
    }

    private static HashValue filled(int size, ListpackLimits limits) {
        HashValue hash = new HashValue();
        for (int i = 0; i < size; i++) {
            set(hash, "f" + i, Integer.toString(i), limits);
        }
        return hash;
    }

    private static void set(HashValue hash, String field, String value, ListpackLimits limits) {
        hash.set(Bytes.of(field), Bytes.of(value), limits);
    }

    private static Map<String, String> content(HashValue hash) {
        Map<String, String> content = new LinkedHashMap<>();
        hash.forEach((field, value) -> content.put(Bytes.text(field), Bytes.text(value)));
        return content;
    }
}
