package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redispatterns.engine.util.Bytes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamBuilderTest {

    private static final StreamId BASE = new StreamId(5, 1);
    private static final StreamId NEXT = new StreamId(5, 2);

    private final StreamBuilder builder = new StreamBuilder();

    /** Elements in turn, numbers as numbers. */
    private static byte[] listpack(String elements) {
        Listpack listpack = new Listpack();
        for (String element : elements.split(" ")) {
            listpack.append(Bytes.of(element));
        }
        return listpack.toBytes();
    }

    @Test
    void aNodeIsTakenAsItIs() {
        byte[] bytes = listpack("2 1 1 a 0 2 0 0 v1 4 3 0 1 v2 4 0 1 0 2 a 1 b 2 8");
        builder.node(BASE, bytes.clone());
        builder.counters(2, new StreamId(9, 9), NEXT, 7);
        StreamValue stream = builder.build();
        assertThat(stream.nodeBytes(0)).isEqualTo(bytes);
        assertThat(stream.firstId()).isEqualTo(BASE);
        assertThat(stream.lastEntryId()).isEqualTo(new StreamId(6, 1));
        assertThat(stream.lastId()).isEqualTo(new StreamId(9, 9));
        assertThat(stream.entriesAdded()).isEqualTo(7);
        assertThat(stream.contains(NEXT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 0",
                "1 0 1",
                "1 0 1 a",
                "1 0 1 a x",
                "1 0 1 a 1",
                "1 0 1 a 0",
                "2 0 1 a 0 2 0 0 v 4",
                "1 1 1 a 0 2 0 0 v 4",
                "1 0 -1 0 2 0 0 v 4",
                "1 0 4000000000 0 2 0 0 v 4",
                "1 0 1 a 0 4 0 0 v 4",
                "1 0 1 a 0 -1 0 0 v 4",
                "1 0 1 a 0 x 0 0 v 4",
                "1 0 1 a 0 2 x 0 v 4",
                "1 0 1 a 0 2 0 x v 4",
                "1 0 1 a 0 2 0 -1 v 4",
                "1 0 1 a 0 2 -1 0 v 4",
                "1 0 1 a 0 2 0 0 v 5",
                "1 0 1 a 0 2 0 0 v",
                "1 0 1 a 0 2 0 0 4",
                "1 0 1 a 0 0 0 0 9 a v 6",
                "1 0 1 a 0 0 0 0 1 a v 4",
                "1 0 1 a 0 0 0 0 -1 a v 6",
                "1 0 1 a 0 0 0 0 4611686018427387905 a v 6",
                "2 0 1 a 0 2 0 0 v 4 2 0 0 v 4",
                "2 0 1 a 0 2 0 5 v 4 2 0 4 v 4",
                "1 0 1 a 0 3 0 0 v 4",
                "0 1 1 a 0 2 0 0 v 4",
                "1 0 1 a 0 2 0 0 v 4 7",
            })
    void whatIsNoNodeIsRefused(String elements) {
        byte[] bytes = listpack(elements);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.node(BASE, bytes));
    }

    @Test
    void bytesThatAreNoListpackAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.node(BASE, new byte[3]));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.node(BASE, new Listpack().toBytes()));
    }

    @Test
    void nodesAscend() {
        builder.node(BASE, listpack("2 0 1 a 0 2 0 0 v 4 2 0 5 v 4"));
        byte[] more = listpack("1 0 1 a 0 2 0 0 v 4");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.node(new StreamId(5, 6), more));
        builder.node(new StreamId(5, 7), more);
        assertThat(builder.build().length()).isEqualTo(3);
    }

    @Test
    void countersHaveToFit() {
        builder.node(BASE, listpack("1 0 1 a 0 2 0 0 v 4"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.counters(2, NEXT, StreamId.MIN, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.counters(1, new StreamId(5, 0), StreamId.MIN, 1));
    }

    @Test
    void entriesAddedAreCountedWithoutASign() {
        builder.node(BASE, listpack("1 0 1 a 0 2 0 0 v 4"));
        builder.counters(1, NEXT, StreamId.MIN, Long.MIN_VALUE);
        assertThat(builder.build().entriesAdded()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void everyPendingEntryHasOneOwner() {
        StreamBuilder.Group group = builder.group(Bytes.of("g"), BASE, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.group(Bytes.of("g"), BASE, 1));
        group.pending(BASE, 10, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> group.pending(BASE, 10, 2));
        Consumer consumer = group.consumer(Bytes.of("c"), 5);
        assertThatIllegalArgumentException().isThrownBy(() -> group.consumer(Bytes.of("c"), 5));
        assertThatIllegalArgumentException().isThrownBy(() -> group.owns(consumer, NEXT));
        assertThatIllegalArgumentException().isThrownBy(group::end);
        group.owns(consumer, BASE);
        assertThatIllegalArgumentException().isThrownBy(() -> group.owns(consumer, BASE));
        group.end();
    }

    @Test
    void aNodeWithWrongBytesIsRefusedOrSafe() {
        byte[] good = listpack("2 1 1 name 0 2 0 0 v1 4 3 0 1 v2 4 0 1 0 2 a 1000 b -70000 8");
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        int taken = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = good.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                bytes[random.nextInt(6, bytes.length)] = (byte) random.nextInt();
            }
            StreamBuilder attempt = new StreamBuilder();
            try {
                attempt.node(BASE, bytes);
            } catch (IllegalArgumentException refused) {
                continue;
            }
            taken++;
            walk(attempt.build());
        }
        assertThat(taken).as("seed " + seed).isBetween(1, 49_999);
    }

    private static void walk(StreamValue stream) {
        long entries = 0;
        StreamCursor cursor = stream.reverseCursor(StreamId.MIN, StreamId.MAX);
        while (cursor.next()) {
            cursor.fieldsAndValues();
            entries++;
        }
        assertThat(entries).isEqualTo(stream.length());
    }
}
