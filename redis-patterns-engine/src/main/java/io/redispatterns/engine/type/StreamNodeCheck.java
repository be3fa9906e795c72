package io.redispatterns.engine.type;

/** Reads the listpack of a node of a stream that cannot be trusted, element by element, before anybody relies on it. */
final class StreamNodeCheck {

    private final StreamId base;
    private final Listpack listpack;
    private int at;
    /** The id that the next entry's has to be above; the first one's may be equal to it. */
    private StreamId last;

    private long live;
    private long deleted;

    StreamNodeCheck(StreamId base, Listpack listpack) {
        this.base = base;
        this.listpack = listpack;
        this.at = listpack.first();
        this.last = base;
    }

    /**
     * Returns the node.
     *
     * @throws IllegalArgumentException when the listpack is none
     */
    StreamNode node() {
        long statedLive = integer();
        long statedDeleted = integer();
        int fieldCount = count();
        skip(fieldCount);
        require(integer() == 0, "the shared fields do not end with 0");
        while (at != Listpack.NONE) {
            entry(fieldCount);
        }
        require(statedLive == live && statedDeleted == deleted, "the counts of entries are wrong");
        return new StreamNode(base, listpack);
    }

    private void entry(int sharedFields) {
        long flags = integer();
        require(flags >= 0 && flags <= (StreamNode.DELETED | StreamNode.SAME_FIELDS), "the flags are unknown");
        StreamId id = new StreamId(base.millis() + integer(), base.sequence() + integer());
        boolean isFirst = live + deleted == 0;
        require(isFirst ? id.compareTo(last) >= 0 : id.compareTo(last) > 0, "the ids do not ascend");
        last = id;
        boolean same = (flags & StreamNode.SAME_FIELDS) != 0;
        int elements = same ? sharedFields : 2 * count();
        skip(elements);
        require(integer() == StreamNode.FIXED_ELEMENTS + (same ? 0 : 1) + elements, "an entry's size is wrong");
        if ((flags & StreamNode.DELETED) == 0) {
            live++;
        } else {
            deleted++;
        }
    }

    private long integer() {
        require(at != Listpack.NONE && listpack.isInteger(at), "an integer is missing");
        long value = listpack.getLong(at);
        at = listpack.next(at);
        return value;
    }

    /** Reads a number of fields, which cannot be more than there are elements. */
    private int count() {
        long value = integer();
        require(value >= 0 && value <= listpack.size(), "there cannot be so many fields");
        return (int) value;
    }

    private void skip(int elements) {
        for (int i = 0; i < elements; i++) {
            require(at != Listpack.NONE, "fields or values are missing");
            at = listpack.next(at);
        }
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("node " + base + " of a stream: " + what);
        }
    }
}
