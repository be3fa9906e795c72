package io.redispatterns.engine.type;

/**
 * Some entries of a stream that follow each other, in one listpack. They are kept as Redis keeps them (the comments of its t_stream.c
 * describe the format), so that the bytes of a node are those that stand in RDB files. In front stands what the entries share:
 *
 * <pre>
 * count, deleted, number of fields, field …, 0
 * </pre>
 *
 * <p>and then each entry, its id as the difference to the node's own, with the fields only where they are others than those in front:
 *
 * <pre>
 * flags, milliseconds, sequence, value …, number of elements
 * flags, milliseconds, sequence, number of fields, field, value …, number of elements
 * </pre>
 *
 * <p>The number of elements does not count itself; with it a walk goes backwards, and the 0 ends it. A deleted entry is marked and
 * stays until all are deleted.
 */
final class StreamNode {

    static final int DELETED = 1;
    static final int SAME_FIELDS = 2;

    /** Flags and the two parts of the id. */
    static final int FIXED_ELEMENTS = 3;

    private final StreamId base;
    private final Listpack listpack;
    private final int fieldCount;

    /** Makes a node without entries, for entries with certain fields. */
    StreamNode(StreamId base, byte[][] fieldsAndValues) {
        this.base = base;
        this.listpack = new Listpack();
        this.fieldCount = fieldsAndValues.length / 2;
        listpack.append(0);
        listpack.append(0);
        listpack.append(fieldCount);
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            listpack.append(fieldsAndValues[i]);
        }
        listpack.append(0);
    }

    /** Makes a node of a listpack that has been checked. */
    StreamNode(StreamId base, Listpack listpack) {
        this.base = base;
        this.listpack = listpack;
        this.fieldCount = (int) listpack.getLong(fieldCountAt());
    }

    /** The id that the entries' ids are relative to. */
    StreamId base() {
        return base;
    }

    Listpack listpack() {
        return listpack;
    }

    int sizeBytes() {
        return listpack.sizeBytes();
    }

    /** The number of entries that are not deleted. */
    long count() {
        return listpack.getLong(listpack.first());
    }

    /** The number of entries that are deleted. */
    long deletedCount() {
        return listpack.getLong(deletedAt());
    }

    /** The number of fields that entries share. */
    int fieldCount() {
        return fieldCount;
    }

    /** Where the first of the fields stands that entries share, or the 0 behind them. */
    int firstField() {
        return listpack.next(fieldCountAt());
    }

    /** Where the first entry stands, or {@link Listpack#NONE}. */
    int firstEntry() {
        return listpack.next(skip(firstField(), fieldCount));
    }

    int skip(int from, int elements) {
        int at = from;
        for (int i = 0; i < elements; i++) {
            at = listpack.next(at);
        }
        return at;
    }

    /** The entry that ends in front of an element, or {@link Listpack#NONE} when that is the first. */
    int entryEndingAt(int lastElement) {
        int at = lastElement;
        for (long elements = listpack.getLong(lastElement); elements > 0; elements--) {
            at = listpack.previous(at);
        }
        return at == lastElement ? Listpack.NONE : at;
    }

    /** The id of the last entry, be it deleted or not. */
    StreamId lastId() {
        int at = entryEndingAt(listpack.last());
        return at == Listpack.NONE ? base : idOf(at);
    }

    private StreamId idOf(int entry) {
        int at = listpack.next(entry);
        long millis = base.millis() + listpack.getLong(at);
        return new StreamId(millis, base.sequence() + listpack.getLong(listpack.next(at)));
    }

    /** Whether one more entry with so many bytes of fields and values belongs here. */
    boolean admits(long bytes, StreamLimits limits) {
        long most = limits.nodeBytes() <= 0
                ? StreamValue.MAX_ENTRY_BYTES
                : Math.min(limits.nodeBytes(), StreamValue.MAX_ENTRY_BYTES);
        return sizeBytes() + bytes < most
                && (limits.nodeEntries() <= 0 || count() + deletedCount() < limits.nodeEntries());
    }

    /** Adds an entry behind all others. */
    void append(StreamId id, byte[][] fieldsAndValues) {
        boolean same = hasFieldsOf(fieldsAndValues);
        listpack.append(same ? SAME_FIELDS : 0);
        listpack.append(id.millis() - base.millis());
        listpack.append(id.sequence() - base.sequence());
        if (same) {
            appendValues(fieldsAndValues);
        } else {
            appendAll(fieldsAndValues);
        }
        listpack.replace(listpack.first(), count() + 1);
    }

    private void appendValues(byte[][] fieldsAndValues) {
        for (int i = 1; i < fieldsAndValues.length; i += 2) {
            listpack.append(fieldsAndValues[i]);
        }
        listpack.append(FIXED_ELEMENTS + fieldCount);
    }

    private void appendAll(byte[][] fieldsAndValues) {
        listpack.append(fieldsAndValues.length / 2);
        for (byte[] each : fieldsAndValues) {
            listpack.append(each);
        }
        listpack.append(FIXED_ELEMENTS + 1 + fieldsAndValues.length);
    }

    private boolean hasFieldsOf(byte[][] fieldsAndValues) {
        if (fieldsAndValues.length != 2 * fieldCount) {
            return false;
        }
        int at = firstField();
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            if (!listpack.isEqual(at, fieldsAndValues[i])) {
                return false;
            }
            at = listpack.next(at);
        }
        return true;
    }

    /** Marks an entry as deleted; the counts are the caller's to {@link #countDeleted change}. All offsets stay as they are. */
    void mark(int entry) {
        listpack.replace(entry, listpack.getLong(entry) | DELETED);
    }

    /** Changes the counts for entries that have been marked. All offsets become void. */
    void countDeleted(long entries) {
        listpack.replace(deletedAt(), deletedCount() + entries);
        listpack.replace(listpack.first(), count() - entries);
    }

    /** Gives back the room behind the last entry: there will be no more. */
    void close() {
        listpack.trim();
    }

    StreamNode copy() {
        return new StreamNode(base, listpack.copy());
    }

    private int deletedAt() {
        return listpack.next(listpack.first());
    }

    private int fieldCountAt() {
        return listpack.next(deletedAt());
    }
}
