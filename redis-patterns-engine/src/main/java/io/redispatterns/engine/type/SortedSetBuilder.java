package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Dict;

/** Members with scores in no order, of which a {@link SortedSetValue} is made at once: quicker than adding them to one in turn. */
public final class SortedSetBuilder {

    private final Dict<ScoredNode> table = new Dict<>();
    private long bytes;
    private int longest;

    /** Makes a builder without members. */
    public SortedSetBuilder() {}

    /** The number of members. */
    public int size() {
        return table.size();
    }

    /** The score of a member, or NaN when there is no such member. O(1). */
    public double score(byte[] member) {
        ScoredNode node = table.find(member);
        return node == null ? Double.NaN : node.score;
    }

    /** Gives a member a score, any but NaN, and adds it when it is not there; the array is kept. O(1). */
    public void put(byte[] member, double score) {
        ScoredNode node = table.find(member);
        if (node == null) {
            add(member, score);
        } else {
            node.score = score;
        }
    }

    /** Adds a member, or puts its score together with the one that is there. */
    void merge(SetMember member, double score, SortedSetAlgebra.Aggregate aggregate) {
        Dict.KeyNode known = member.node();
        ScoredNode node = known == null ? table.find(member.bytes()) : table.find(known);
        if (node == null) {
            add(member, score);
        } else {
            node.score = aggregate.of(node.score, score);
        }
    }

    /** Adds a member that is not there. */
    void add(SetMember member, double score) {
        Dict.KeyNode known = member.node();
        add(known == null ? new ScoredNode(member.bytes(), score) : new ScoredNode(known, score));
    }

    /** As {@link #put} for a member that is not there: the caller knows. */
    public void add(byte[] member, double score) {
        add(new ScoredNode(member, score));
    }

    private void add(ScoredNode node) {
        table.insert(node);
        int length = node.key().length;
        bytes += length;
        longest = Math.max(longest, length);
    }

    /**
     * Makes the sorted set, after which the builder is of no more use. O(N log N).
     *
     * @param limits what a listpack may hold, now
     */
    public SortedSetValue build(ListpackLimits limits) {
        IndexedSortedMembers indexed = indexed();
        boolean small = size() <= limits.entries() && longest <= limits.elementBytes();
        return new SortedSetValue(small && new Listpack().mayGrowBy(bytes) ? packed(indexed) : indexed);
    }

    /** Makes a sorted set that is no listpack, whatever its size, for reading; the builder is of no more use. O(N log N). */
    public SortedSetValue build() {
        return new SortedSetValue(indexed());
    }

    IndexedSortedMembers indexed() {
        return IndexedSortedMembers.of(table);
    }

    private static PackedSortedMembers packed(IndexedSortedMembers indexed) {
        PackedSortedMembers packed = new PackedSortedMembers();
        indexed.forEach(new RankRange(0, indexed.size()), false, packed::append);
        return packed;
    }
}
