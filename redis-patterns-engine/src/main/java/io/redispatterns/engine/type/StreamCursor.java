package io.redispatterns.engine.type;

import org.jspecify.annotations.Nullable;

/**
 * A walk through the entries of a stream from one id to another, forwards or backwards; deleted ones are passed over. It stands on no
 * entry until {@link #next} has been called. A change of the stream makes it void.
 */
public final class StreamCursor {

    private static final int UNKNOWN = -2;
    private static final byte[][] NO_FIELDS = new byte[0][];

    private final StreamNodes nodes;
    private final StreamId from;
    private final StreamId to;
    private final boolean backwards;

    private int index;
    private @Nullable StreamNode node;
    /** The shared fields of the node, once somebody has asked for them. */
    private byte @Nullable [][] sharedFields;

    /** Where the present entry begins, where its fields or values do, and where its last element stands. */
    private int entry = Listpack.NONE;

    private int content;
    private int end;
    private long millis;
    private long sequence;
    private int fieldCount;
    private boolean sharesFields;

    StreamCursor(StreamNodes nodes, StreamId from, StreamId to, boolean backwards) {
        this.nodes = nodes;
        this.from = from;
        this.to = to;
        this.backwards = backwards;
        this.index = backwards ? nodes.floor(to) : Math.max(0, nodes.floor(from));
        enter();
    }

    /** Goes on to the next entry; false when there is none any more. */
    public boolean next() {
        while (node != null) {
            entry = backwards ? entryBefore(node) : entryBehind(node);
            if (entry == Listpack.NONE) {
                index += backwards ? -1 : 1;
                enter();
            } else if (read(node) && isFarEnough()) {
                if (isTooFar()) {
                    node = null;
                    return false;
                }
                return true;
            }
        }
        return false;
    }

    /** The id of the present entry. */
    public StreamId id() {
        return new StreamId(millis, sequence);
    }

    /** The fields of the present entry, each followed by its value. O(length). */
    public byte[][] fieldsAndValues() {
        StreamNode present = presentNode();
        Listpack listpack = present.listpack();
        byte[][] fields = sharesFields ? sharedFields(present) : NO_FIELDS;
        byte[][] all = new byte[2 * fieldCount][];
        int at = content;
        for (int i = 0; i < fieldCount; i++) {
            if (sharesFields) {
                all[2 * i] = fields[i];
            } else {
                all[2 * i] = listpack.get(at);
                at = listpack.next(at);
            }
            all[2 * i + 1] = listpack.get(at);
            at = listpack.next(at);
        }
        end = at;
        return all;
    }

    /** Where the present entry begins in its node. */
    int entry() {
        return entry;
    }

    /** The number of the present entry's node. */
    int nodeIndex() {
        return index;
    }

    private void enter() {
        node = index >= 0 && index < nodes.size() ? nodes.get(index) : null;
        entry = UNKNOWN;
        sharedFields = null;
    }

    private int entryBehind(StreamNode present) {
        if (entry == UNKNOWN) {
            return present.firstEntry();
        }
        if (end == UNKNOWN) {
            end = present.skip(content, sharesFields ? fieldCount : 2 * fieldCount);
        }
        return present.listpack().next(end);
    }

    private int entryBefore(StreamNode present) {
        Listpack listpack = present.listpack();
        return present.entryEndingAt(entry == UNKNOWN ? listpack.last() : listpack.previous(entry));
    }

    /** Reads the entry up to its fields and says whether it is there, not deleted. */
    private boolean read(StreamNode present) {
        Listpack listpack = present.listpack();
        long flags = listpack.getLong(entry);
        int at = listpack.next(entry);
        millis = present.base().millis() + listpack.getLong(at);
        at = listpack.next(at);
        sequence = present.base().sequence() + listpack.getLong(at);
        at = listpack.next(at);
        sharesFields = (flags & StreamNode.SAME_FIELDS) != 0;
        fieldCount = sharesFields ? present.fieldCount() : (int) listpack.getLong(at);
        content = sharesFields ? at : listpack.next(at);
        end = UNKNOWN;
        return (flags & StreamNode.DELETED) == 0;
    }

    private boolean isFarEnough() {
        return backwards ? compare(to) <= 0 : compare(from) >= 0;
    }

    private boolean isTooFar() {
        return backwards ? compare(from) < 0 : compare(to) > 0;
    }

    private int compare(StreamId other) {
        int byTime = Long.compareUnsigned(millis, other.millis());
        return byTime != 0 ? byTime : Long.compareUnsigned(sequence, other.sequence());
    }

    private byte[][] sharedFields(StreamNode present) {
        byte[][] fields = sharedFields;
        if (fields == null) {
            fields = new byte[present.fieldCount()][];
            int at = present.firstField();
            for (int i = 0; i < fields.length; i++) {
                fields[i] = present.listpack().get(at);
                at = present.listpack().next(at);
            }
            sharedFields = fields;
        }
        return fields;
    }

    private StreamNode presentNode() {
        if (node == null) {
            throw new IllegalStateException("the cursor stands on no entry");
        }
        return node;
    }
}
