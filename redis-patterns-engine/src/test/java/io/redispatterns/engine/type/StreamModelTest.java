package io.redispatterns.engine.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.redispatterns.engine.util.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random changes to a stream with one group, and to maps of the JDK, which must stay equal. */
class StreamModelTest {

    private static final int STEPS = 4000;
    private static final byte[] GROUP = Bytes.of("group");
    private static final long NOW = 1_000_000;

    private final NavigableMap<StreamId, List<String>> model = new TreeMap<>();
    private final NavigableMap<StreamId, String> pendingModel = new TreeMap<>();
    private StreamValue stream = new StreamValue();
    private StreamId last = StreamId.MIN;
    private long added;

    @ParameterizedTest(name = "seed {0}, {1} bytes, {2} entries a node")
    @CsvSource({"1,4096,100", "2,4096,3", "3,60,0", "4,0,0", "5,200,5", "6,4096,1"})
    void equalsMapsOfTheJdk(long seed, long nodeBytes, long nodeEntries) {
        SplittableRandom random = new SplittableRandom(seed);
        StreamLimits limits = new StreamLimits(nodeBytes, nodeEntries);
        stream.createGroup(GROUP, StreamId.MIN, 0);
        for (int step = 0; step < STEPS; step++) {
            String when = "seed " + seed + ", step " + step;
            change(random, limits, when);
            if (step % 10 == 0) {
                StreamInvariants.check(stream, when);
                check(random, when);
            }
        }
    }

    private void change(SplittableRandom random, StreamLimits limits, String when) {
        switch (random.nextInt(20)) {
            case 0, 1 -> delete(random, when);
            case 2 -> trimToLength(random);
            case 3 -> trimBelow(random);
            case 4, 5, 6 -> deliver(random);
            case 7, 8 -> acknowledge(random, when);
            case 9 -> deleteConsumer(random, when);
            case 10 -> stream = stream.copy();
            default -> add(random, limits);
        }
    }

    private void add(SplittableRandom random, StreamLimits limits) {
        StreamId id = random.nextInt(10) == 0
                ? new StreamId(last.millis() + random.nextLong(1L << random.nextInt(1, 40)) + 1, random.nextInt(300))
                : new StreamId(last.millis(), last.sequence() + 1 + random.nextInt(3));
        List<String> fieldsAndValues = fieldsAndValues(random);
        stream.add(id, fieldsAndValues.stream().map(Bytes::of).toArray(byte[][]::new), limits);
        model.put(id, fieldsAndValues);
        last = id;
        added++;
    }

    private static List<String> fieldsAndValues(SplittableRandom random) {
        if (random.nextInt(4) > 0) {
            return List.of("name", text(random), "age", text(random));
        }
        List<String> all = new ArrayList<>();
        for (int fields = random.nextInt(1, 5); fields > 0; fields--) {
            all.add(text(random));
            all.add(text(random));
        }
        return all;
    }

    private static String text(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 1 -> "";
            default -> "x".repeat(random.nextInt(1, 90));
        };
    }

    private StreamId someId(SplittableRandom random) {
        if (model.isEmpty() || random.nextInt(5) == 0) {
            return new StreamId(last.millis(), random.nextLong(Math.max(1, last.sequence() + 5)));
        }
        StreamId near = new StreamId(random.nextLong(model.lastKey().millis() + 1), random.nextInt(100));
        StreamId floor = model.floorKey(near);
        return floor == null ? model.firstKey() : floor;
    }

    private void delete(SplittableRandom random, String when) {
        StreamId id = someId(random);
        assertThat(stream.delete(id)).as(when).isEqualTo(model.remove(id) != null);
    }

    private void trimToLength(SplittableRandom random) {
        long length = model.size() - random.nextLong(20);
        boolean approximate = random.nextBoolean();
        long removed = stream.trim(new StreamTrim(null, Math.max(0, length), approximate, 0));
        for (long i = 0; i < removed; i++) {
            model.pollFirstEntry();
        }
        assertThat(approximate || model.size() <= Math.max(0, length)).isTrue();
        assertThat(model.size()).isGreaterThanOrEqualTo((int) Math.min(Math.max(0, length), model.size()));
    }

    private void trimBelow(SplittableRandom random) {
        StreamId id = someId(random);
        boolean approximate = random.nextBoolean();
        long removed = stream.trim(new StreamTrim(id, 0, approximate, 0));
        NavigableMap<StreamId, List<String>> below = model.headMap(id, false);
        assertThat(removed).isLessThanOrEqualTo(below.size());
        assertThat(approximate || removed == below.size()).isTrue();
        for (long i = 0; i < removed; i++) {
            model.pollFirstEntry();
        }
    }

    private void deliver(SplittableRandom random) {
        String name = "c" + random.nextInt(3);
        ConsumerGroup group = group();
        Consumer consumer = group.consumer(Bytes.of(name));
        if (consumer == null) {
            consumer = group.createConsumer(Bytes.of(name), NOW);
        }
        StreamId id = someId(random);
        group.deliver(id, consumer, NOW);
        pendingModel.put(id, name);
    }

    private void acknowledge(SplittableRandom random, String when) {
        StreamId id = pendingModel.isEmpty() ? someId(random) : pendingModel.ceilingKey(pendingModel.firstKey());
        assertThat(group().acknowledge(id)).as(when).isEqualTo(pendingModel.remove(id) != null);
    }

    private void deleteConsumer(SplittableRandom random, String when) {
        String name = "c" + random.nextInt(3);
        int before = pendingModel.size();
        pendingModel.values().removeAll(Collections.singleton(name));
        assertThat(group().deleteConsumer(Bytes.of(name))).as(when).isEqualTo(before - pendingModel.size());
    }

    private ConsumerGroup group() {
        ConsumerGroup group = stream.group(GROUP);
        assertThat(group).isNotNull();
        return group;
    }

    private void check(SplittableRandom random, String when) {
        assertThat(stream.length()).as(when).isEqualTo(model.size());
        assertThat(stream.entriesAdded()).as(when).isEqualTo(added);
        assertThat(stream.lastId()).as(when).isEqualTo(last);
        assertThat(stream.firstId()).as(when).isEqualTo(model.isEmpty() ? StreamId.MIN : model.firstKey());
        assertThat(stream.lastEntryId()).as(when).isEqualTo(model.isEmpty() ? StreamId.MIN : model.lastKey());
        compare(stream.cursor(StreamId.MIN, StreamId.MAX), model, when);
        compare(stream.reverseCursor(StreamId.MIN, StreamId.MAX), model.descendingMap(), when);
        StreamId from = someId(random);
        StreamId to = someId(random);
        NavigableMap<StreamId, List<String>> part =
                from.compareTo(to) <= 0 ? model.subMap(from, true, to, true) : new TreeMap<>();
        compare(stream.cursor(from, to), part, when + ", from " + from + " to " + to);
        compare(stream.reverseCursor(from, to), part.descendingMap(), when + ", back to " + from + " from " + to);
        assertThat(stream.contains(from)).as(when).isEqualTo(model.containsKey(from));
        List<String> pending = new ArrayList<>();
        group().pending()
                .between(StreamId.MIN, StreamId.MAX)
                .forEach(entry -> pending.add(
                        entry.id() + " " + Bytes.text(entry.consumer().name())));
        assertThat(pending)
                .as(when)
                .isEqualTo(pendingModel.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    private static void compare(StreamCursor cursor, NavigableMap<StreamId, List<String>> expected, String when) {
        List<StreamId> ids = new ArrayList<>();
        List<List<String>> entries = new ArrayList<>();
        while (cursor.next()) {
            ids.add(cursor.id());
            // An entry whose fields nobody reads must not hold the walk up.
            entries.add(
                    ids.size() % 3 == 0
                            ? expected.get(cursor.id())
                            : Stream.of(cursor.fieldsAndValues())
                                    .map(Bytes::text)
                                    .toList());
        }
        assertThat(ids).as(when).isEqualTo(new ArrayList<>(expected.keySet()));
        assertThat(entries).as(when).isEqualTo(new ArrayList<>(expected.values()));
        assertThat(cursor.next()).as(when).isFalse();
    }
}
