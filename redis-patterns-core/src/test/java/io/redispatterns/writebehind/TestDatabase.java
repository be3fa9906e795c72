package io.redispatterns.writebehind;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A database in memory whose rows only take greater versions, and which can be told to fail. */
final class TestDatabase implements Writer<String> {

    /** A row; the value of a removed one is null. */
    record Row(String value, long version) {}

    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private final List<List<Write<String>>> batches = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Write<String>, WriteResult>> behaviours = new ConcurrentHashMap<>();
    private volatile Writer<String> instead;

    @Override
    public Collection<WriteResult> write(List<Write<String>> batch) throws Exception {
        batches.add(batch);
        Writer<String> other = instead;
        if (other != null) {
            return other.write(batch);
        }
        return apply(batch);
    }

    /** Writes as if it was never told anything else. */
    List<WriteResult> apply(List<Write<String>> batch) {
        List<WriteResult> results = new ArrayList<>();
        for (Write<String> write : batch) {
            results.add(behaviours.getOrDefault(write.id(), this::store).apply(write));
        }
        return results;
    }

    /** {@code UPDATE … WHERE version < ?}. */
    WriteResult store(Write<String> write) {
        rows.merge(
                write.id(),
                new Row(write.value(), write.version()),
                (old, row) -> old.version() < row.version() ? row : old);
        return write.written();
    }

    /** What becomes of the writes of an id from now on. */
    void on(String id, Function<Write<String>, WriteResult> behaviour) {
        behaviours.put(id, behaviour);
    }

    /** What to do with batches from now on; null for writing them. */
    void instead(Writer<String> other) {
        instead = other;
    }

    String value(String id) {
        Row row = rows.get(id);
        return row == null ? null : row.value();
    }

    Map<String, Row> rows() {
        return rows;
    }

    List<List<Write<String>>> batches() {
        return batches;
    }

    /** Every try of an id, in the order of their beginning. */
    List<Write<String>> tries(String id) {
        return batches.stream()
                .flatMap(List::stream)
                .filter(write -> write.id().equals(id))
                .toList();
    }

    List<String> valuesTried(String id) {
        return tries(id).stream().map(Write::value).toList();
    }
}
