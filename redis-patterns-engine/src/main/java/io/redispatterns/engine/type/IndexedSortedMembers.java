package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Dict;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Members in a hash table, by which they are found, and in a skip list, by which they are in order. */
final class IndexedSortedMembers implements SortedMembers {

    /** A sample larger than this part of all members is cheaper by walking through them than by drawing until enough differ. */
    private static final int WALK_ABOVE_ONE_IN = 3;

    final Dict<ScoredNode> table;
    final SkipList list;

    /** Makes an empty set. */
    IndexedSortedMembers() {
        this(new Dict<>(), new SkipList());
    }

    private IndexedSortedMembers(Dict<ScoredNode> table, SkipList list) {
        this.table = table;
        this.list = list;
    }

    /** Makes the set of the nodes in a table, which are in no list yet; the table is the set's from then on. O(N log N). */
    static IndexedSortedMembers of(Dict<ScoredNode> table) {
        ScoredNode[] nodes = new ScoredNode[table.size()];
        int[] filled = {0};
        table.forEach(node -> nodes[filled[0]++] = node);
        Arrays.sort(nodes);
        return new IndexedSortedMembers(table, new SkipList(nodes));
    }

    @Override
    public String encoding() {
        return "skiplist";
    }

    @Override
    public int size() {
        return list.size();
    }

    @Override
    public double score(byte[] member) {
        return scoreOf(table.find(member));
    }

    @Override
    public double score(SetMember member) {
        Dict.KeyNode node = member.node();
        return scoreOf(node == null ? table.find(member.bytes()) : table.find(node));
    }

    private static double scoreOf(@Nullable ScoredNode node) {
        return node == null ? Double.NaN : node.score;
    }

    @Override
    public void insert(byte[] member, double score) {
        ScoredNode node = new ScoredNode(member, score);
        table.insert(node);
        list.link(node);
    }

    @Override
    public void rescore(byte[] member, double score) {
        ScoredNode node = table.find(member);
        if (node != null) {
            list.rescore(node, score);
        }
    }

    @Override
    public boolean remove(byte[] member) {
        ScoredNode node = table.remove(member);
        if (node != null) {
            list.unlink(node);
        }
        return node != null;
    }

    @Override
    public void remove(RankRange range) {
        for (ScoredNode node = list.unlink(range); node != null; node = node.following) {
            table.remove(node);
        }
    }

    @Override
    public int rank(byte[] member) {
        ScoredNode node = table.find(member);
        return node == null ? -1 : list.rank(node);
    }

    @Override
    public RankRange ranks(ScoreRange range) {
        int from = list.countBefore((score, node) -> !range.admitsFromBelow(score));
        int to = list.countBefore((score, node) -> range.admitsFromAbove(score));
        return from < to ? new RankRange(from, to) : RankRange.EMPTY;
    }

    @Override
    public RankRange ranks(LexRange range, boolean reverse) {
        int from = list.countBefore((score, node) -> !range.admitsFromBelow(node.key()));
        int to = list.countBefore((score, node) -> range.admitsFromAbove(node.key()));
        return from < to ? new RankRange(from, to) : RankRange.EMPTY;
    }

    @Override
    public void forEach(RankRange range, boolean reverse, ObjDoubleConsumer<byte[]> consumer) {
        ScoredNode node = list.at(reverse ? range.to() - 1 : range.from());
        for (int left = range.size(); left > 0 && node != null; left--) {
            consumer.accept(node.key(), node.score);
            node = reverse ? node.preceding : node.following;
        }
    }

    @Override
    public boolean allMatch(ScoredTest test) {
        SetMember member = new SetMember();
        ScoredNode node = list.first();
        while (node != null && test.test(member.at(node), node.score)) {
            node = node.following;
        }
        return node == null;
    }

    @Override
    public long scan(long cursor, ObjDoubleConsumer<byte[]> consumer) {
        return table.scan(cursor, node -> consumer.accept(node.key(), node.score));
    }

    @Override
    public void draw(RandomGenerator random, long count, ObjDoubleConsumer<byte[]> consumer) {
        for (long i = 0; i < count; i++) {
            give(table.random(random), consumer);
        }
    }

    @Override
    public void sample(RandomGenerator random, int count, ObjDoubleConsumer<byte[]> consumer) {
        if (count > size() / WALK_ABOVE_ONE_IN) {
            sampleWalking(random, count, consumer);
            return;
        }
        Set<ScoredNode> drawn = new HashSet<>();
        while (drawn.size() < count) {
            ScoredNode node = table.random(random);
            if (node != null && drawn.add(node)) {
                give(node, consumer);
            }
        }
    }

    /** Gives the members in their order: each is taken with the chance that makes all sets equally likely. */
    private void sampleWalking(RandomGenerator random, int count, ObjDoubleConsumer<byte[]> consumer) {
        int passed = 0;
        int missing = count;
        for (ScoredNode node = list.first(); node != null && missing > 0; node = node.following) {
            if (random.nextInt(size() - passed++) < missing) {
                give(node, consumer);
                missing--;
            }
        }
    }

    private static void give(@Nullable ScoredNode node, ObjDoubleConsumer<byte[]> consumer) {
        if (node != null) {
            consumer.accept(node.key(), node.score);
        }
    }

    @Override
    public SortedMembers copy() {
        Dict<ScoredNode> copied = new Dict<>();
        ScoredNode[] nodes = new ScoredNode[size()];
        int filled = 0;
        for (ScoredNode node = list.first(); node != null; node = node.following) {
            ScoredNode copy = new ScoredNode(node, node.score);
            copied.insert(copy);
            nodes[filled++] = copy;
        }
        return new IndexedSortedMembers(copied, new SkipList(nodes));
    }
}
