package io.redispatterns.engine.type;

import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;

/** One of the two ways in which the members of a sorted set are kept. */
sealed interface SortedMembers permits PackedSortedMembers, IndexedSortedMembers {

    /** A condition on a member and its score. */
    @FunctionalInterface
    interface ScoredTest {
        boolean test(SetMember member, double score);
    }

    String encoding();

    int size();

    /** The score of a member, or NaN when there is no such member. */
    double score(byte[] member);

    /** As {@link #score(byte[])}, for a member that a walk through some set has come to. */
    double score(SetMember member);

    /** Adds a member that is not there yet. The array may be kept. */
    void insert(byte[] member, double score);

    /** Gives a member that is there another score. */
    void rescore(byte[] member, double score);

    boolean remove(byte[] member);

    /** Removes the members of a range. */
    void remove(RankRange range);

    /** How many members stand in front of this one, or -1 when there is no such member. */
    int rank(byte[] member);

    RankRange ranks(ScoreRange range);

    /** The members of a range; see {@link SortedSetValue#ranks(LexRange, boolean)}. */
    RankRange ranks(LexRange range, boolean reverse);

    void forEach(RankRange range, boolean reverse, ObjDoubleConsumer<byte[]> consumer);

    /** Whether a test holds for each member, in order, up to the first for which it does not. */
    boolean allMatch(ScoredTest test);

    /** One step of a walk with a cursor; see {@link SortedSetValue#scan}. */
    long scan(long cursor, ObjDoubleConsumer<byte[]> consumer);

    /** Gives {@code count} members, each drawn anew from all; there is at least one. */
    void draw(RandomGenerator random, long count, ObjDoubleConsumer<byte[]> consumer);

    /** Gives {@code count} different members, fewer than there are. */
    void sample(RandomGenerator random, int count, ObjDoubleConsumer<byte[]> consumer);

    SortedMembers copy();
}
