package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.DoubleFormat;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A set of binary strings, each with a score, in the order of the scores; members with one score are in the order of their bytes. A
 * score is any double but NaN. The set is kept as a listpack until it has more or longer members than the limits allow; then as a hash
 * table and a tree for good.
 *
 * <p>In the latter a member's score is found in O(1) on average, and a change, a rank and the ends of a range take O(log N), where N is
 * the number of members. In a listpack all are O(size in bytes), which the limits keep small. Arrays handed out may be the set's own and
 * must not be changed.
 */
public final class SortedSetValue implements Value {

    SortedMembers members;

    /** Makes an empty sorted set. */
    public SortedSetValue() {
        this(new PackedSortedMembers());
    }

    SortedSetValue(SortedMembers members) {
        this.members = members;
    }

    /**
     * Returns the sorted set that the bytes of a listpack are, which the set owns from then on. O(size in bytes).
     *
     * @param limits what a listpack may hold, now
     * @throws IllegalArgumentException when they are no listpack of members and scores in order
     */
    public static SortedSetValue ofListpack(byte[] bytes, ListpackLimits limits) {
        SortedSetValue set = new SortedSetValue(PackedSortedMembers.of(bytes));
        set.checkMembersDiffer();
        if (set.size() > limits.entries()) {
            set.index();
        }
        return set;
    }

    private void checkMembersDiffer() {
        if (builder().size() != size()) {
            throw new IllegalArgumentException("a member stands twice in the listpack");
        }
    }

    /** Returns the bytes of the listpack that the set is kept in, as they stand in RDB files, or null when it is not kept so. */
    public byte @Nullable [] toListpack() {
        return members instanceof PackedSortedMembers packed ? packed.toBytes() : null;
    }

    /** Returns the text of a score as ZSCAN gives it: that of a listpack is what stands in there. */
    public byte[] scoreText(double score) {
        return members instanceof PackedSortedMembers
                ? PackedSortedMembers.text(score)
                : Bytes.of(DoubleFormat.toString(score));
    }

    /** The number of members. */
    public int size() {
        return members.size();
    }

    /** The score of a member, or NaN when there is no such member. */
    public double score(byte[] member) {
        return members.score(member);
    }

    double score(SetMember member) {
        return members.score(member);
    }

    /** Whether there is such a member. */
    public boolean contains(byte[] member) {
        return !Double.isNaN(score(member));
    }

    /**
     * Gives a member a score, and adds it when it is not there. The array is the set's from then on.
     *
     * @param score any but NaN
     * @param limits what a listpack may hold, now
     * @return whether the member is new
     */
    public boolean put(byte[] member, double score, ListpackLimits limits) {
        double present = score(member);
        if (Double.isNaN(present)) {
            insert(member, score, limits);
            return true;
        }
        if (present != score) {
            rescore(member, score);
        }
        return false;
    }

    /** As {@link #put} for a member that is not there: the caller has looked. */
    public void insert(byte[] member, double score, ListpackLimits limits) {
        if (members instanceof PackedSortedMembers packed && !packed.admits(member, limits)) {
            index();
        }
        members.insert(member, score);
    }

    /** As {@link #put} for a member that is there: the caller has looked. */
    public void rescore(byte[] member, double score) {
        members.rescore(member, score);
    }

    /** Removes a member and says whether it was there. */
    public boolean remove(byte[] member) {
        return members.remove(member);
    }

    /** Removes the members of a range. O(log N + length of the range). */
    public void remove(RankRange range) {
        if (!range.isEmpty()) {
            members.remove(range);
        }
    }

    /** How many members stand in front of this one, or -1 when there is no such member. */
    public int rank(byte[] member) {
        return members.rank(member);
    }

    /** The range of all members. */
    public RankRange ranks() {
        return new RankRange(0, size());
    }

    /** Returns the ranks of the members whose scores are in a range. */
    public RankRange ranks(ScoreRange range) {
        return members.ranks(range);
    }

    /**
     * Returns the ranks of the members that are in a range, which is defined only where all have one score.
     *
     * @param reverse whether the range will be walked through from its end: makes a difference only where it is not defined
     */
    public RankRange ranks(LexRange range, boolean reverse) {
        return range.isEmpty() ? RankRange.EMPTY : members.ranks(range, reverse);
    }

    /** Gives each member and its score, in order; the set must not be changed meanwhile. O(N). */
    public void forEach(ObjDoubleConsumer<byte[]> consumer) {
        forEach(ranks(), false, consumer);
    }

    /**
     * Gives the members of a range and their scores, in order; the set must not be changed meanwhile. O(log N + length of the range).
     *
     * @param reverse whether to begin at the end of the range
     */
    public void forEach(RankRange range, boolean reverse, ObjDoubleConsumer<byte[]> consumer) {
        if (!range.isEmpty()) {
            members.forEach(range, reverse, consumer);
        }
    }

    /** Whether a test holds for each member, in order, up to the first for which it does not. O(N). */
    boolean allMatch(SortedMembers.ScoredTest test) {
        return members.allMatch(test);
    }

    /**
     * Gives some members and their scores and returns the cursor to go on with; 0 starts and 0 ends. A member that is there from start
     * to end is given at least once, however the set changes between the steps. The consumer must not change it.
     */
    public long scan(long cursor, ObjDoubleConsumer<byte[]> consumer) {
        return members.scan(cursor, consumer);
    }

    /** Gives {@code count} members and their scores, each drawn anew from all; nothing when the set is empty. */
    public void draw(RandomGenerator random, long count, ObjDoubleConsumer<byte[]> consumer) {
        if (!isEmpty()) {
            members.draw(random, count, consumer);
        }
    }

    /** Gives {@code count} different members and their scores at random, or all of them, from the last, when there are no more. */
    public void sample(RandomGenerator random, long count, ObjDoubleConsumer<byte[]> consumer) {
        if (count >= size()) {
            forEach(ranks(), true, consumer);
        } else {
            members.sample(random, (int) count, consumer);
        }
    }

    private void index() {
        members = builder().indexed();
    }

    private SortedSetBuilder builder() {
        SortedSetBuilder builder = new SortedSetBuilder();
        forEach(builder::put);
        return builder;
    }

    @Override
    public String typeName() {
        return "zset";
    }

    @Override
    public String encoding() {
        return members.encoding();
    }

    @Override
    public SortedSetValue copy() {
        return new SortedSetValue(members.copy());
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }
}
