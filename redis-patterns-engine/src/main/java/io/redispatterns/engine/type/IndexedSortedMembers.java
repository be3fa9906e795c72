package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Dict;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Members in a hash table, by which they are found, and in a tree, by which they are in order. */
final class IndexedSortedMembers implements SortedMembers {

    /** A sample larger than this part of all members is cheaper by walking through them than by drawing until enough differ. */
    private static final int WALK_ABOVE_ONE_IN = 3;

    final Dict<ScoredNode> table;
    final ScoreTree tree;

    /** Makes an empty set. */
    IndexedSortedMembers() {
        this(new Dict<>(), new ScoreTree());
    }

    private IndexedSortedMembers(Dict<ScoredNode> table, ScoreTree tree) {
        this.table = table;
        this.tree = tree;
    }

    /** Makes the set of the nodes in a table, which are in no tree yet; the table is the set's from then on. O(N log N). */
    static IndexedSortedMembers of(Dict<ScoredNode> table) {
        ScoredNode[] nodes = new ScoredNode[table.size()];
        int[] filled = {0};
        table.forEach(node -> nodes[filled[0]++] = node);
        Arrays.sort(nodes);
        return new IndexedSortedMembers(table, new ScoreTree(nodes));
    }

    @Override
    public String encoding() {
        return "skiplist";
    }

    @Override
    public int size() {
        return tree.size();
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
        tree.insert(node);
    }

    @Override
    public void rescore(byte[] member, double score) {
        ScoredNode node = table.find(member);
        if (node != null) {
            tree.rescore(node, score);
        }
    }

    @Override
    public boolean remove(byte[] member) {
        ScoredNode node = table.remove(member);
        if (node != null) {
            tree.remove(node);
        }
        return node != null;
    }

    @Override
    public void remove(RankRange range) {
        tree.remove(range, node -> table.remove(node));
    }

    @Override
    public int rank(byte[] member) {
        ScoredNode node = table.find(member);
        return node == null ? -1 : tree.rank(node);
    }

    @Override
    public RankRange ranks(ScoreRange range) {
        int from = tree.countBelow(range.min(), range.minExclusive());
        int to = tree.countBelow(range.max(), !range.maxExclusive());
        return from < to ? new RankRange(from, to) : RankRange.EMPTY;
    }

    @Override
    public RankRange ranks(LexRange range, boolean reverse) {
        int from = tree.countWhile(member -> !range.admitsFromBelow(member));
        int to = tree.countWhile(range::admitsFromAbove);
        return from < to ? new RankRange(from, to) : RankRange.EMPTY;
    }

    @Override
    public void forEach(RankRange range, boolean reverse, ObjDoubleConsumer<byte[]> consumer) {
        tree.forEach(range, reverse, consumer);
    }

    @Override
    public boolean allMatch(ScoredTest test) {
        SetMember member = new SetMember();
        return tree.allMatch(node -> test.test(member.at(node), node.score));
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

    private void sampleWalking(RandomGenerator random, int count, ObjDoubleConsumer<byte[]> consumer) {
        Selection selection = new Selection(random, size(), count);
        tree.forEach(new RankRange(0, size()), false, (member, score) -> {
            if (selection.takesNext()) {
                consumer.accept(member, score);
            }
        });
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
        int[] filled = {0};
        tree.allMatch(node -> {
            ScoredNode copy = new ScoredNode(node, node.score);
            copied.insert(copy);
            nodes[filled[0]++] = copy;
            return true;
        });
        return new IndexedSortedMembers(copied, new ScoreTree(nodes));
    }
}
