package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.DoubleFormat;
import io.redispatterns.engine.util.DoubleReader;
import java.util.Arrays;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;

/** Members and scores in turn in a listpack, in order: small, and searched from the start. */
final class PackedSortedMembers implements SortedMembers {

    /** Scores beyond these are kept as text even where they are integers: half of what 64 bits hold, as in Redis. */
    private static final double MAX_INTEGER = 1L << 62;

    private final Listpack listpack;

    PackedSortedMembers() {
        this(new Listpack());
    }

    private PackedSortedMembers(Listpack listpack) {
        this.listpack = listpack;
    }

    /**
     * Returns the set that the bytes of a listpack are.
     *
     * @throws IllegalArgumentException when they are no listpack, or one that does not hold members and scores in order
     */
    static PackedSortedMembers of(byte[] bytes) {
        Listpack listpack = Listpack.of(bytes);
        if (listpack.size() % 2 != 0) {
            throw new IllegalArgumentException(
                    "a member without a score: the listpack has " + listpack.size() + " elements");
        }
        PackedSortedMembers members = new PackedSortedMembers(listpack);
        members.checkOrder();
        return members;
    }

    private void checkOrder() {
        int previous = Listpack.NONE;
        for (int at = listpack.first(); at != Listpack.NONE; at = behind(at)) {
            double score = scoreOf(at);
            if (Double.isNaN(score)) {
                throw new IllegalArgumentException("'" + Bytes.text(listpack.get(listpack.next(at))) + "' is no score");
            }
            if (previous != Listpack.NONE && !isBefore(previous, listpack.get(at), score)) {
                throw new IllegalArgumentException("member '" + Bytes.text(listpack.get(at)) + "' is out of order");
            }
            previous = at;
        }
    }

    /** The text of a score, as it stands in a listpack. */
    static byte[] text(double score) {
        return isInteger(score) ? Bytes.of((long) score) : Bytes.of(DoubleFormat.toString(score));
    }

    /** Whether a score is kept as an integer; -0 is then 0. */
    private static boolean isInteger(double score) {
        return Math.abs(score) <= MAX_INTEGER && score == (long) score;
    }

    /** Whether a listpack may hold such a member besides what it holds already. */
    boolean admits(byte[] member, ListpackLimits limits) {
        return size() < limits.entries() && limits.admits(member) && listpack.mayGrowBy(member.length);
    }

    byte[] toBytes() {
        return listpack.toBytes();
    }

    @Override
    public String encoding() {
        return "listpack";
    }

    @Override
    public int size() {
        return listpack.size() / 2;
    }

    @Override
    public double score(byte[] member) {
        int at = find(member);
        return at == Listpack.NONE ? Double.NaN : scoreOf(at);
    }

    @Override
    public double score(SetMember member) {
        return score(member.bytes());
    }

    @Override
    public void insert(byte[] member, double score) {
        int at = listpack.first();
        while (at != Listpack.NONE && isBefore(at, member, score)) {
            at = behind(at);
        }
        if (at == Listpack.NONE) {
            append(member, score);
        } else {
            listpack.insertBefore(at, member);
            listpack.insertAfter(at, text(score));
        }
    }

    /** Adds a member that belongs behind all others. */
    void append(byte[] member, double score) {
        listpack.append(member);
        if (isInteger(score)) {
            listpack.append((long) score);
        } else {
            listpack.append(text(score));
        }
    }

    @Override
    public void rescore(byte[] member, double score) {
        remove(member);
        insert(member, score);
    }

    @Override
    public boolean remove(byte[] member) {
        int at = find(member);
        if (at != Listpack.NONE) {
            listpack.delete(at, 2);
        }
        return at != Listpack.NONE;
    }

    @Override
    public void remove(RankRange range) {
        listpack.delete(at(range.from()), 2 * range.size());
    }

    @Override
    public int rank(byte[] member) {
        int rank = 0;
        for (int at = listpack.first(); at != Listpack.NONE; at = behind(at)) {
            if (listpack.isEqual(at, member)) {
                return rank;
            }
            rank++;
        }
        return -1;
    }

    @Override
    public RankRange ranks(ScoreRange range) {
        int from = 0;
        int at = listpack.first();
        while (at != Listpack.NONE && !range.admitsFromBelow(scoreOf(at))) {
            at = behind(at);
            from++;
        }
        int to = from;
        while (at != Listpack.NONE && range.admitsFromAbove(scoreOf(at))) {
            at = behind(at);
            to++;
        }
        return new RankRange(from, to);
    }

    /** Where scores differ a range of members is not defined; what is given then is what Redis gives. */
    @Override
    public RankRange ranks(LexRange range, boolean reverse) {
        byte[][] members = members();
        int size = members.length;
        if (size == 0 || !range.admitsFromBelow(members[size - 1]) || !range.admitsFromAbove(members[0])) {
            return RankRange.EMPTY;
        }
        return reverse ? upTo(range, members) : startingFrom(range, members);
    }

    private static RankRange startingFrom(LexRange range, byte[][] members) {
        int from = 0;
        while (from < members.length && !range.admitsFromBelow(members[from])) {
            from++;
        }
        int to = from;
        while (to < members.length && range.admitsFromAbove(members[to])) {
            to++;
        }
        return new RankRange(from, to);
    }

    private static RankRange upTo(LexRange range, byte[][] members) {
        int to = members.length;
        while (to > 0 && !range.admitsFromAbove(members[to - 1])) {
            to--;
        }
        int from = to;
        while (from > 0 && range.admitsFromBelow(members[from - 1])) {
            from--;
        }
        return new RankRange(from, to);
    }

    private byte[][] members() {
        byte[][] members = new byte[size()][];
        int filled = 0;
        for (int at = listpack.first(); at != Listpack.NONE; at = behind(at)) {
            members[filled++] = listpack.get(at);
        }
        return members;
    }

    @Override
    public void forEach(RankRange range, boolean reverse, ObjDoubleConsumer<byte[]> consumer) {
        int at = at(reverse ? range.to() - 1 : range.from());
        for (int left = range.size(); left > 0; left--) {
            give(at, consumer);
            if (left > 1) {
                at = reverse ? listpack.previous(listpack.previous(at)) : behind(at);
            }
        }
    }

    @Override
    public boolean allMatch(ScoredTest test) {
        SetMember member = new SetMember();
        int at = listpack.first();
        while (at != Listpack.NONE && test.test(member.at(listpack.get(at)), scoreOf(at))) {
            at = behind(at);
        }
        return at == Listpack.NONE;
    }

    /** Gives everything at once, whatever the cursor. */
    @Override
    public long scan(long cursor, ObjDoubleConsumer<byte[]> consumer) {
        for (int at = listpack.first(); at != Listpack.NONE; at = behind(at)) {
            give(at, consumer);
        }
        return 0;
    }

    @Override
    public void draw(RandomGenerator random, long count, ObjDoubleConsumer<byte[]> consumer) {
        byte[][] members = members();
        double[] scores = scores();
        for (long i = 0; i < count; i++) {
            int drawn = random.nextInt(members.length);
            consumer.accept(members[drawn], scores[drawn]);
        }
    }

    private double[] scores() {
        double[] scores = new double[size()];
        int filled = 0;
        for (int at = listpack.first(); at != Listpack.NONE; at = behind(at)) {
            scores[filled++] = scoreOf(at);
        }
        return scores;
    }

    /** Gives the members in their order: each is taken with the chance that makes all sets equally likely. */
    @Override
    public void sample(RandomGenerator random, int count, ObjDoubleConsumer<byte[]> consumer) {
        int left = size();
        int missing = count;
        for (int at = listpack.first(); at != Listpack.NONE && missing > 0; at = behind(at)) {
            if (random.nextInt(left--) < missing) {
                give(at, consumer);
                missing--;
            }
        }
    }

    @Override
    public SortedMembers copy() {
        return new PackedSortedMembers(listpack.copy());
    }

    private void give(int at, ObjDoubleConsumer<byte[]> consumer) {
        consumer.accept(listpack.get(at), scoreOf(at));
    }

    /** Whether the member at an offset stands in front of another one with its score. */
    private boolean isBefore(int at, byte[] member, double score) {
        double present = scoreOf(at);
        return present < score || (present == score && Arrays.compareUnsigned(listpack.get(at), member) < 0);
    }

    /** The score of the member at an offset. */
    private double scoreOf(int at) {
        int score = listpack.next(at);
        return listpack.isInteger(score) ? listpack.getLong(score) : DoubleReader.read(listpack.get(score));
    }

    private int at(int rank) {
        return listpack.seek(2 * rank);
    }

    /** The member behind the one at an offset. */
    private int behind(int at) {
        return listpack.next(listpack.next(at));
    }

    private int find(byte[] member) {
        return listpack.find(member, listpack.first(), 1);
    }
}
