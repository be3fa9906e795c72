package io.redispatterns.engine.type;

import io.redispatterns.engine.util.Bytes;
import io.redispatterns.engine.util.Numbers;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Members that are all integers, in ascending order. */
final class IntSetMembers implements SetMembers {

    private final IntSet integers;

    IntSetMembers() {
        this(new IntSet());
    }

    IntSetMembers(IntSet integers) {
        this.integers = integers;
    }

    byte[] toBytes() {
        return integers.toBytes();
    }

    /** Adds an integer and says whether it is new. */
    boolean add(long member) {
        return integers.add(member);
    }

    /** Whether a listpack may hold these members and one more; every one is taken to be as long as the longest. */
    boolean fitIntoListpackWith(byte[] member, ListpackLimits limits) {
        int longest = longestMember();
        return size() < limits.entries()
                && limits.admits(member)
                && longest <= limits.elementBytes()
                && new Listpack().mayGrowBy((long) size() * longest + member.length);
    }

    private int longestMember() {
        int size = integers.size();
        return size == 0 ? 0 : Math.max(digits(integers.get(0)), digits(integers.get(size - 1)));
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }

    @Override
    public String encoding() {
        return "intset";
    }

    @Override
    public int size() {
        return integers.size();
    }

    @Override
    public boolean contains(byte[] member) {
        Long number = Numbers.parseLong(member);
        return number != null && integers.contains(number);
    }

    @Override
    public boolean contains(SetMember member) {
        return member.isIn(integers);
    }

    @Override
    public boolean add(byte[] member) {
        Long number = Numbers.parseLong(member);
        if (number == null) {
            throw new IllegalArgumentException("the member of " + member.length + " bytes is no integer");
        }
        return integers.add(number);
    }

    @Override
    public boolean remove(byte[] member) {
        Long number = Numbers.parseLong(member);
        return number != null && integers.remove(number);
    }

    @Override
    public void forEach(Consumer<byte[]> consumer) {
        for (int i = 0; i < integers.size(); i++) {
            consumer.accept(member(i));
        }
    }

    @Override
    public boolean allMatch(Predicate<SetMember> test) {
        SetMember member = new SetMember();
        for (int i = 0; i < integers.size(); i++) {
            if (!test.test(member.at(integers.get(i)))) {
                return false;
            }
        }
        return true;
    }

    /** Gives everything at once, whatever the cursor. */
    @Override
    public long scan(long cursor, Consumer<byte[]> consumer) {
        forEach(consumer);
        return 0;
    }

    @Override
    public byte[] pop(RandomGenerator random) {
        int index = random.nextInt(integers.size());
        byte[] popped = member(index);
        integers.removeAt(index);
        return popped;
    }

    @Override
    public void draw(RandomGenerator random, long count, Consumer<byte[]> consumer) {
        for (long i = 0; i < count; i++) {
            consumer.accept(member(random.nextInt(integers.size())));
        }
    }

    /** Floyd's algorithm (Bentley and Floyd, "A sample of brilliance", 1987): one draw for each member, none in vain. */
    @Override
    public void sample(RandomGenerator random, int count, Consumer<byte[]> consumer) {
        Set<Integer> drawn = new HashSet<>();
        for (int last = integers.size() - count; last < integers.size(); last++) {
            int index = random.nextInt(last + 1);
            int chosen = drawn.add(index) ? index : last;
            drawn.add(chosen);
            consumer.accept(member(chosen));
        }
    }

    @Override
    public IntSetMembers copy() {
        return new IntSetMembers(integers.copy());
    }

    private byte[] member(int index) {
        return Bytes.of(integers.get(index));
    }
}
